// The command `connector`, with a home of its own.

import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';

/** How long any command may take; milliseconds. */
const PATIENCE = 120_000;

export class Connector {
  constructor(binary, home, connectTo) {
    this.binary = binary;
    this.home = home;
    this.env = { ...process.env, CONNECTOR_HOME: path.join(home, 'home'), CONNECTOR_CONNECT_TO: connectTo.join(',') };
  }

  /** A file with a secret, as `--secret-file` wants it. */
  secretFile(name, secret) {
    const file = path.join(this.home, name);
    writeFileSync(file, secret, { mode: 0o600 });
    return file;
  }

  #spawn(args) {
    const options = { env: this.env, stdio: ['ignore', 'pipe', 'pipe'], timeout: PATIENCE };
    const child = spawn(this.binary, args, options);
    const outcome = { code: null, stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text) => { outcome.stdout += text; });
    child.stderr.setEncoding('utf8').on('data', (text) => { outcome.stderr += text; });
    const ended = new Promise((done, failed) => {
      child.on('error', failed);
      child.on('close', (code, signal) => done(Object.assign(outcome, { code: code ?? signal })));
    });
    return { child, outcome, ended };
  }

  run(...args) {
    return this.#spawn(args).ended;
  }

  /** A command that sends the user to a page: `decide` is given its address, and returns where the browser ends. */
  async signIn(args, browser, decide) {
    const { child, outcome, ended } = this.#spawn([...args, '--no-browser']);
    const address = await new Promise((done, failed) => {
      child.stderr.on('data', () => {
        const found = /^Sign in here:\n\s+(\S+)\n/m.exec(outcome.stderr);
        if (found) done(found[1]);
      });
      ended.then(() => failed(new Error(`it asked nobody to sign in: ${outcome.stderr}`)), failed);
    });
    try {
      const page = await browser.request(await decide(address));
      return { ...await ended, address, page };
    } finally {
      child.kill();
    }
  }
}
