// Signs the connector in at oidc-provider, a strict authorization server that others wrote.
// `run.mjs CONNECTOR COMPONENT` ends with a failure where anything is not as it must be.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

import { Browser } from './browser.mjs';
import { Connector } from './command.mjs';
import { CLIENTS, cloud, dataCenter } from './servers.mjs';

/** Shorter than what the connector renews ahead of time. */
const SHORT = 30;
const LONG = 3600;
const AT_ONCE = 8;

let deviations = 0;

function check(what, holds, detail) {
  console.log(`  ${holds ? 'ok    ' : 'NOT OK'}  ${what}`);
  if (!holds) {
    deviations += 1;
    console.log(`${JSON.stringify(detail, null, 2) ?? ''}`.replace(/^/gm, '          '));
  }
}

async function freePort() {
  const server = net.createServer();
  await new Promise((done) => { server.listen(0, '127.0.0.1', done); });
  const { port } = server.address();
  await new Promise((done) => { server.close(done); });
  return port;
}

/** One service, and a connection to it. */
class Scenario {
  constructor(service, connector, callback, form) {
    Object.assign(this, { service, connector, callback, form, authorization: service.authorization });
  }

  /** A command that signs in, with a browser that knows nobody yet. */
  signIn(args, decision) {
    const browser = new Browser(this.service.connectTo);
    const decide = (address) => browser.signIn(address, this.callback, decision);
    return this.connector.signIn([...args, '--callback-url', this.callback], browser, decide);
  }

  add(name, secret, decision) {
    const file = this.connector.secretFile(`${name}.secret`, secret);
    return this.signIn(['connections', 'add', name, ...this.form, '--secret-file', `clientSecret=${file}`], decision);
  }

  /** An action of the connection: whether it tells the user's name. */
  async act() {
    const outcome = await this.connector.run('run', 'get-current-user', '-c', 'peer');
    const works = outcome.code === 0 && JSON.parse(outcome.stdout).displayName === 'Ada Lovelace';
    return { works, ...outcome };
  }

  async signsIn() {
    const outcome = await this.add('peer', this.authorization.client.secret);
    const exchanges = this.authorization.news();
    check('a user signs in, and the connection says whose it is',
      outcome.code === 0 && outcome.stderr.includes('it belongs to Ada Lovelace'), outcome);
    check('the browser is told that it is done', outcome.page.status === 200, outcome.page);
    const query = new URL(outcome.address).searchParams;
    const challenge = query.get('code_challenge_method') ?? undefined;
    const wanted = this.authorization.pkce ? 'S256' : undefined;
    check(`one code is exchanged, ${wanted ? 'with PKCE S256' : 'without PKCE, of which Atlassian says nothing'}`,
      exchanges.length === 1 && exchanges[0].type === 'authorization_code' && exchanges[0].challenge === wanted
        && challenge === wanted, exchanges);
    check('the address holds a state, and no secret',
      query.get('state')?.length >= 22 && !query.has('client_secret') && !query.has('code_verifier'), outcome.address);
    const ran = await this.act();
    check('an action works, and renews nothing while the token lives',
      ran.works && this.authorization.news().length === 0, ran);
  }

  async renews() {
    const before = this.authorization.latest;
    await this.authorization.endAccessToken();
    const ran = await this.act();
    const [renewed, ...more] = this.authorization.news();
    check('a token that the API refuses is renewed once, and the action works', ran.works && !more.length
      && renewed?.type === 'refresh_token' && !renewed.error, { ran, renewed, more });
    check('the refresh token is rotated', renewed?.spent === before.refreshToken
      && renewed.refreshToken !== before.refreshToken && renewed.grant === before.grant, { before, renewed });
  }

  async renewsOnceForAll() {
    await this.authorization.endAccessToken();
    const all = await Promise.all(Array.from({ length: AT_ONCE }, () => this.act()));
    const exchanges = this.authorization.news();
    check(`${AT_ONCE} commands at once renew it once, and all work`, all.every(({ works }) => works)
      && exchanges.length === 1 && !exchanges[0].error, { failed: all.filter(({ works }) => !works), exchanges });
  }

  async renewsAhead() {
    this.authorization.lifetime = SHORT;
    await this.authorization.endAccessToken();
    const first = await this.act();
    const exchanges = this.authorization.news();
    const { refused } = this.service.seen;
    this.authorization.lifetime = LONG;
    const second = await this.act();
    exchanges.push(...this.authorization.news());
    check('a token that ends soon is renewed before the API refuses it', first.works && second.works
      && exchanges.length === 2 && exchanges.every(({ error }) => !error) && this.service.seen.refused === refused,
    { first, second, exchanges });
    check('what was renewed lasts', (await this.act()).works && this.authorization.news().length === 0);
  }

  /** The server's side of rotation: what is true of it gives the checks above their worth. */
  async endsWithAThief() {
    const { spent, grant } = this.authorization.latest;
    const form = {
      grant_type: 'refresh_token', refresh_token: spent,
      client_id: this.authorization.client.id, client_secret: this.authorization.client.secret,
    };
    const answered = await new Browser([]).request(this.service.tokenUrl, form);
    const gone = await this.authorization.provider.Grant.find(grant) === undefined;
    check('the server takes a used refresh token for stolen, and ends the grant', answered.status === 400 && gone
      && this.authorization.news()[0]?.detail === 'refresh token already used', answered);
    await this.saysReconnect('after that the command says to connect again');
  }

  async reconnects() {
    // Short-lived tokens are renewed on the way already: the last refresh token must be the one that is kept.
    this.authorization.lifetime = SHORT;
    const outcome = await this.signIn(['connections', 'reconnect', 'peer']);
    const exchanges = this.authorization.news();
    this.authorization.lifetime = LONG;
    const ran = await this.act();
    exchanges.push(...this.authorization.news());
    check('the user connects again, and loses nothing that is renewed meanwhile', outcome.code === 0 && ran.works
      && exchanges.length > 2 && exchanges.every(({ error }) => !error), { outcome, ran, exchanges });
    const other = await this.signIn(['connections', 'reconnect', 'peer'], { login: 'grace' });
    // The token of a sign-in that is not kept.
    this.authorization.exchanges.splice(0);
    check('another user is not taken for the first', other.code !== 0 && other.stderr.includes('Grace Hopper')
      && (await this.act()).works, other);
  }

  async endsWithTheGrant() {
    await this.authorization.revoke();
    await this.saysReconnect('a user revokes the grant: the command says to connect again');
  }

  async saysReconnect(what) {
    const ran = await this.act();
    const exchanges = this.authorization.news();
    check(what, ran.code === 4 && ran.stderr.includes('the sign-in has ended: connect again')
      && ran.stderr.includes('connector connections reconnect peer') && exchanges.length === 1
      && exchanges[0].error === 'invalid_grant', { ran, exchanges });
    const again = await this.act();
    check('and asks the server no more', again.code === 4 && this.authorization.news().length === 0, again);
  }

  async isRefused() {
    const wrong = await this.add('wrong', 'another-secret');
    const [exchange, ...more] = this.authorization.news();
    check('a wrong client secret is told', wrong.code === 4 && wrong.stderr.includes('does not know this client')
      && exchange?.error === 'invalid_client' && !more.length, { wrong, exchange, more });
    const declined = await this.add('declined', this.authorization.client.secret, { accepts: false });
    check('a user who declines is told so', declined.code === 4 && declined.stderr.includes('was declined')
      && this.authorization.news().length === 0, declined);
    const list = await this.connector.run('connections', 'list', '--json');
    check('nothing of either is kept', JSON.parse(list.stdout).length === 1, list);
  }

  async demandsPkce() {
    const query = new URLSearchParams({
      response_type: 'code', client_id: this.authorization.client.id, redirect_uri: this.callback, scope: 'READ',
    });
    const address = `${this.service.uri}/rest/oauth2/latest/authorize?${query}`;
    const { location } = await new Browser([]).request(address);
    const refused = /error=invalid_request.*requires\+PKCE/.test(location);
    check('the server would refuse a client without PKCE', refused, location);
  }

  async play() {
    await this.signsIn();
    await this.renews();
    await this.renewsOnceForAll();
    await this.renewsAhead();
    await this.endsWithAThief();
    await this.reconnects();
    await this.endsWithTheGrant();
    await this.isRefused();
    check('the server found nothing else at fault', this.authorization.faults.length === 0, this.authorization.faults);
    if (this.authorization.pkce) await this.demandsPkce();
  }
}

async function play(title, prepare) {
  console.log(`\n${title}`);
  const home = mkdtempSync(path.join(os.tmpdir(), 'oauth-peer-'));
  let service;
  try {
    const callback = `http://127.0.0.1:${await freePort()}/callback`;
    const alone = new Connector(binary, home, []);
    const added = await alone.run('connectors', 'add', component);
    if (added.code !== 0) throw new Error(added.stderr);
    const { form, ...prepared } = await prepare(callback, alone);
    service = prepared.service;
    await new Scenario(service, new Connector(binary, home, service.connectTo), callback, form).play();
  } finally {
    service?.stop();
    rmSync(home, { recursive: true });
  }
}

const [binary, component] = process.argv.slice(2);
if (!component) throw new Error('usage: run.mjs CONNECTOR COMPONENT');
const { version } = JSON.parse(readFileSync(new URL('node_modules/oidc-provider/package.json', import.meta.url)));
console.log(`oidc-provider ${version}, node ${process.version}`);

await play('Data Center: PKCE, form bodies, the server below a context path', async (callback) => {
  const service = await dataCenter(callback);
  const form = ['--auth', 'oauth2-data-center', '--set', 'address=uri', '--set', `uri=${service.uri}`,
    '--set', `clientId=${CLIENTS['data-center'].id}`];
  return { service, form };
});

await play('Cloud: Atlassian\'s addresses, JSON bodies, the gateway', async (callback, connector) => {
  const service = await cloud(callback, await scopes(connector));
  return { service, form: ['--auth', 'oauth2', '--set', `clientId=${CLIENTS.cloud.id}`] };
});

/** Those that the connector asks for unless it is told otherwise: the client of the server must have them. */
async function scopes(connector) {
  const { stdout } = await connector.run('inspect', 'confluence', '--json');
  const { oauth2 } = JSON.parse(stdout).authTypes.find(({ name }) => name === 'oauth2').credential;
  return [...oauth2.scopeSets[0].scopes, ...oauth2.scopes];
}

console.log(deviations ? `\nNot as it must be: ${deviations}.` : '\nAll as it must be.');
process.exitCode = deviations ? 1 : 0;
