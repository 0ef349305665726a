# Verbs; anything longer is Rust. `make demo` and `make test` need Rust (rustup), a C compiler, make and git.

CARGO ?= cargo
TARGET := $(if $(CARGO_TARGET_DIR),$(CARGO_TARGET_DIR),target)
WASM := wasm32-unknown-unknown
GUESTS := $(TARGET)/guests

.PHONY: help demo test check bench component guests targets fmt golden

help:
	@echo 'make demo       build everything and watch an action run end to end'
	@echo 'make test       run all tests'
	@echo 'make check      formatting, lints, documents, golden files, long files'
	@echo 'make bench      measure, and write docs/benchmarks.md'
	@echo 'make component  build $(TARGET)/confluence.wasm'
	@echo 'make golden     write the golden files anew'

demo: component
	$(CARGO) build -p connector-cli -p confluence-simulator
	./tests/demo.sh $(TARGET)/debug $(TARGET)/confluence.wasm

test: component guests
	$(CARGO) test --workspace --exclude guest-hostile --exclude guest-wasip2

component: targets
	$(CARGO) build -p connector-confluence --lib --profile component --target $(WASM)
	$(CARGO) run -q -p connector-component -- \
		$(TARGET)/$(WASM)/component/connector_confluence.wasm $(TARGET)/confluence.wasm

# Components that misbehave, and one that was built for WASI; tests run them.
guests: targets
	$(CARGO) build -p guest-hostile --lib --profile guest --target $(WASM)
	$(CARGO) run -q -p connector-component -- $(TARGET)/$(WASM)/guest/guest_hostile.wasm $(GUESTS)/hostile.wasm
	$(CARGO) build -p guest-wasip2 --lib --profile guest --target wasm32-wasip2
	cp $(TARGET)/wasm32-wasip2/guest/guest_wasip2.wasm $(GUESTS)/wasip2.wasm

targets:
	@rustup target list --installed | grep -qx wasm32-wasip2 && rustup target list --installed | grep -qx $(WASM) \
		|| rustup target add $(WASM) wasm32-wasip2

fmt:
	$(CARGO) fmt --all

golden: component
	UPDATE=1 INSTA_UPDATE=always $(CARGO) test --workspace --exclude guest-hostile --exclude guest-wasip2

bench: component
	$(CARGO) build --release -p connector-cli -p connector-bench
	$(TARGET)/release/connector-bench $(TARGET)/confluence.wasm $(TARGET)/release/connector docs/benchmarks.md
