# Verbs; anything longer is Rust. `make demo` and `make test` need Rust (rustup), a C compiler, make and git.

CARGO ?= cargo
TARGET := $(if $(CARGO_TARGET_DIR),$(CARGO_TARGET_DIR),target)
WASM := wasm32-unknown-unknown
GUESTS := $(TARGET)/guests
# What is built for this machine; one selection everywhere, so that nothing is compiled twice with other features.
WORKSPACE := --workspace --exclude guest-hostile --exclude guest-wasip2

.PHONY: help demo test check bench component guests targets fmt golden

help:
	@echo 'make demo       build everything and watch an action run end to end'
	@echo 'make test       run all tests'
	@echo 'make check      formatting, lints, documents, long files'
	@echo 'make bench      measure, and write docs/benchmarks.md'
	@echo 'make component  build $(TARGET)/confluence.wasm'
	@echo 'make golden     write the golden files anew'
	@echo 'make deny       licences and sources of what it is built from; needs cargo-deny'
	@echo 'make peers      sign in at an authorization server that others wrote; needs Node.js and npm'
	@echo 'make judge      let tools of others judge requests and answers; needs Node.js, npm, Python and CONFLUENCE_OPENAPI'

# All targets, so that the tests find what they share with it built already.
demo: component
	$(CARGO) build $(WORKSPACE) --all-targets
	./tests/demo.sh $(TARGET)/debug $(TARGET)/confluence.wasm

test: component guests
	$(CARGO) test $(WORKSPACE)

# Where this machine keeps the sources of crates is nobody's business: it would stand in the component, and make it larger.
PATHS := --remap-path-prefix=$(or $(CARGO_HOME),$(HOME)/.cargo)/registry/src=
# The linker leaves room for the largest number wherever code names a function or an address, unless it is told not to.
SHORT := -C link-arg=--compress-relocations

# The component carries the schemas of its actions packed, which the same crate writes when it is built for this machine.
component: targets
	$(CARGO) build $(WORKSPACE) --example schemas
	$(TARGET)/debug/examples/schemas $(TARGET)/confluence.schemas
	CONNECTOR_SCHEMAS="$$(realpath $(TARGET)/confluence.schemas)" RUSTFLAGS='$(PATHS) $(SHORT)' \
		$(CARGO) build -p connector-confluence --lib --features packed --profile component --target $(WASM)
	$(CARGO) run -q -p connector-component -- \
		$(TARGET)/$(WASM)/component/connector_confluence.wasm $(TARGET)/confluence.wasm

# Components that misbehave, and one that was built for WASI; tests run them.
guests: targets
	$(CARGO) build -p guest-hostile --lib --profile guest --target $(WASM)
	$(CARGO) run -q -p connector-component -- $(TARGET)/$(WASM)/guest/guest_hostile.wasm $(GUESTS)/hostile.wasm
	$(CARGO) build -p guest-wasip2 --lib --profile guest --target wasm32-wasip2
	cp $(TARGET)/wasm32-wasip2/guest/guest_wasip2.wasm $(GUESTS)/wasip2.wasm

# A fresh machine may lack the toolchain of rust-toolchain.toml, and always lacks the wasm targets.
targets:
	@rustup show active-toolchain >/dev/null 2>&1 || rustup toolchain install
	@for target in $(WASM) wasm32-wasip2; do \
		rustup target list --installed | grep -qx $$target || rustup target add $$target || exit 1; \
	done

fmt:
	$(CARGO) fmt --all

golden: component
	UPDATE=1 INSTA_UPDATE=always $(CARGO) test $(WORKSPACE)

bench: component
	$(CARGO) build --release -p connector-cli -p connector-bench
	$(TARGET)/release/connector-bench $(TARGET)/confluence.wasm $(TARGET)/release/connector docs/benchmarks.md

# Golden files and snapshots are compared by the tests.
check: targets
	$(CARGO) fmt --all --check
	$(CARGO) clippy $(WORKSPACE) --all-targets -- -D warnings
	$(CARGO) clippy -p connector-confluence -p guest-hostile --target $(WASM) -- -D warnings
	$(CARGO) clippy -p guest-wasip2 --target wasm32-wasip2 -- -D warnings
	RUSTDOCFLAGS='-D warnings' $(CARGO) doc $(WORKSPACE) --no-deps --document-private-items
	@git ls-files '*.rs' | xargs wc -l | awk '$$1 > 400 && $$2 != "total" { print "long file: " $$2 " (" $$1 " lines)" }'

# Advisories come from the network: `cargo deny check` looks at them too.
.PHONY: deny
deny:
	$(CARGO) deny --offline check bans licenses sources

# What others wrote and ours must get along with; it comes from the network, so no other verb needs it.
.PHONY: peers
peers: component
	$(CARGO) build $(WORKSPACE) --all-targets
	npm --prefix tests/peers/oauth ci --ignore-scripts --no-audit --no-fund
	node tests/peers/oauth/run.mjs $(TARGET)/debug/connector $(TARGET)/confluence.wasm

# What others wrote judges requests and answers by the OpenAPI documents of Confluence, which are not part of this repository.
.PHONY: judge
judge:
	@test -d "$(CONFLUENCE_OPENAPI)" || { echo 'CONFLUENCE_OPENAPI must name the folder with the OpenAPI documents'; exit 2; }
	$(CARGO) build -p confluence-simulator
	npm --prefix tests/judge ci --ignore-scripts --no-audit --no-fund
	test -d $(TARGET)/judge/venv || python3 -m venv $(TARGET)/judge/venv
	$(TARGET)/judge/venv/bin/pip install --quiet --requirement tests/judge/requirements.txt
	$(TARGET)/judge/venv/bin/python tests/judge/run.py "$(CONFLUENCE_OPENAPI)" $(TARGET)/debug/confluence-simulator $(TARGET)/judge docs/judges.md
