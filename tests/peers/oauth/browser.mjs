// A browser: it follows redirects, keeps cookies, and fills in the forms of oidc-provider's pages.

import http from 'node:http';

/** More redirects and forms than any sign-in has. */
const STEPS = 20;

export class Browser {
  #cookies = [];

  /** `connectTo` sends origins elsewhere, as the command's option does. */
  constructor(connectTo) {
    this.reach = new Map(connectTo.map((mapping) => mapping.split('=')));
  }

  /** One request, without following where it leads. */
  async request(url, form) {
    const target = new URL(url);
    const real = new URL(`${target.pathname}${target.search}`, this.reach.get(target.origin) ?? target.origin);
    const body = form && new URLSearchParams(form).toString();
    const headers = { host: target.host, cookie: this.#cookiesFor(target), connection: 'close' };
    if (body !== undefined) {
      headers['content-type'] = 'application/x-www-form-urlencoded';
      headers['content-length'] = Buffer.byteLength(body);
    }
    const response = await new Promise((done, failed) => {
      http.request(real, { method: form ? 'POST' : 'GET', headers }, done).on('error', failed).end(body);
    });
    let text = '';
    for await (const chunk of response.setEncoding('utf8')) text += chunk;
    for (const cookie of response.headers['set-cookie'] ?? []) this.#keep(target, cookie);
    const { location } = response.headers;
    return { url, status: response.statusCode, text, location: location && new URL(location, url).href };
  }

  /** Signs in at the page behind an address, and decides; where that sends the browser back to. */
  async signIn(address, callback, { login = 'ada', accepts = true } = {}) {
    let page = await this.request(address);
    for (let step = 0; step < STEPS; step += 1) {
      if (page.location?.startsWith(`${callback}?`)) return page.location;
      if (page.location) {
        page = await this.request(page.location);
      } else if (page.text.includes('name="prompt" value="login"')) {
        page = await this.request(action(page), { prompt: 'login', login, password: 'any' });
      } else if (page.text.includes('name="prompt" value="consent"')) {
        page = accepts ? await this.request(action(page), { prompt: 'consent' }) : await this.request(cancel(page));
      } else {
        break;
      }
    }
    throw new Error(`the sign-in ended at ${page.url} with status ${page.status}: ${page.text.slice(0, 500)}`);
  }

  #cookiesFor(url) {
    const fits = (cookie) => cookie.host === url.hostname
      && url.pathname.startsWith(cookie.path) && (!cookie.secure || url.protocol === 'https:');
    return this.#cookies.filter(fits).map(({ name, value }) => `${name}=${value}`).join('; ');
  }

  #keep(url, text) {
    const [pair, ...attributes] = text.split('; ');
    const [name, value] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
    const attribute = (wanted) => attributes.map((entry) => entry.split('='))
      .find(([key]) => key.toLowerCase() === wanted);
    const path = attribute('path')?.[1] ?? '/';
    const isSame = (cookie) => cookie.host === url.hostname && cookie.name === name && cookie.path === path;
    this.#cookies = this.#cookies.filter((cookie) => !isSame(cookie));
    const ends = attribute('expires')?.[1];
    if (ends && new Date(ends) <= new Date()) return;
    this.#cookies.push({ host: url.hostname, name, value, path, secure: Boolean(attribute('secure')) });
  }
}

function action({ text, url }) {
  return new URL(/<form[^>]* action="([^"]+)"/.exec(text)[1], url).href;
}

function cancel({ text, url }) {
  return new URL(/<a href="([^"]+)">\[ Cancel \]/.exec(text)[1], url).href;
}
