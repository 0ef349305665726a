// The servers around an authorization server: a Confluence Data Center, and Atlassian's hosts for Cloud.

import http from 'node:http';

import { AuthorizationServer } from './authorization_server.mjs';

const PEOPLE = { ada: 'Ada Lovelace', grace: 'Grace Hopper' };
export const CLOUD_ID = '6f9e4b0a-6a4f-4f0e-9a55-2d7c53a1f0c1';

/** Secrets with all that a form encodes. */
export const CLIENTS = {
  'data-center': { id: 'link of an application', secret: 'a+b/c=d&e%20f g?#"~' },
  cloud: { id: 'app-of-the-console', secret: 'ATOA+/=&%"{}\\ secret' },
};

async function listen(handler) {
  const server = http.createServer(handler);
  await new Promise((done) => { server.listen(0, '127.0.0.1', done); });
  return { server, origin: `http://127.0.0.1:${server.address().port}` };
}

function answer(response, status, body) {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

/** An API that takes bearer tokens with a scope; it counts those that it refuses. */
function api(authorization, scopes, routes) {
  const seen = { refused: 0 };
  const handle = async (request, response) => {
    const { pathname } = new URL(request.url, 'http://api');
    const token = await authorization.introspect(request.headers.authorization);
    if (!token) {
      seen.refused += 1;
      return answer(response, 401, { code: 401, message: 'Unauthorized' });
    }
    if (!scopes.some((scope) => token.scopes.has(scope))) return answer(response, 403, { message: 'no scope' });
    const route = request.method === 'GET' && routes[pathname];
    return route ? answer(response, 200, route(token)) : answer(response, 404, { message: pathname });
  };
  return { seen, handle };
}

/** A Confluence below a context path, with its own authorization server below it too. */
export async function dataCenter(callback) {
  let handle;
  const { server, origin } = await listen((request, response) => handle(request, response));
  const authorization = new AuthorizationServer({
    issuer: origin,
    routes: {
      authorization: '/confluence/rest/oauth2/latest/authorize',
      token: '/confluence/rest/oauth2/latest/token',
    },
    people: PEOPLE,
    client: { ...CLIENTS['data-center'], callback },
    scopes: ['READ', 'WRITE', 'ADMIN', 'SYSTEM_ADMIN'],
    pkce: true,
  });
  const { seen, handle: serve } = api(authorization, ['READ', 'WRITE'], {
    '/confluence/rest/api/user/current': ({ accountId }) => ({
      type: 'known', username: accountId, userKey: `key-of-${accountId}`, displayName: PEOPLE[accountId],
    }),
  });
  const authorize = authorization.provider.callback();
  handle = (request, response) => {
    const { pathname } = new URL(request.url, origin);
    return pathname.startsWith('/confluence/rest/api/') ? serve(request, response) : authorize(request, response);
  };
  const tokenUrl = `${origin}/confluence/rest/oauth2/latest/token`;
  const stop = () => server.close();
  return { authorization, seen, connectTo: [], uri: `${origin}/confluence`, tokenUrl, stop };
}

/** The hosts of Cloud, each with a listener of its own. */
export async function cloud(callback, scopes) {
  const authorization = new AuthorizationServer({
    issuer: 'https://auth.atlassian.com',
    routes: { authorization: '/authorize', token: '/oauth/token' },
    people: PEOPLE,
    client: { ...CLIENTS.cloud, callback },
    scopes,
    pkce: false,
  });
  const behind = await listen(authorization.provider.callback());
  const auth = await listen((request, response) => shim(behind.origin, authorization, request, response));
  const site = { id: CLOUD_ID, name: 'acme', url: 'https://acme.atlassian.net' };
  const { seen, handle } = api(authorization, ['read:confluence-user'], {
    '/oauth/token/accessible-resources': (token) => [{ ...site, scopes: [...token.scopes] }],
    [`/ex/confluence/${CLOUD_ID}/wiki/rest/api/user/current`]: ({ accountId }) => ({
      type: 'known', accountId: `id-of-${accountId}`, accountType: 'atlassian', displayName: PEOPLE[accountId],
      publicName: PEOPLE[accountId], email: `${accountId}@example.com`,
    }),
  });
  const gateway = await listen(handle);
  const tenant = await listen((request, response) => {
    const known = request.url === '/_edge/tenant_info';
    answer(response, known ? 200 : 404, known ? { cloudId: CLOUD_ID } : {});
  });
  const connectTo = [
    `https://auth.atlassian.com=${auth.origin}`,
    `https://api.atlassian.com=${gateway.origin}`,
    `https://acme.atlassian.net=${tenant.origin}`,
  ];
  const stop = () => [behind, auth, gateway, tenant].forEach(({ server }) => server.close());
  return { authorization, seen, connectTo, tokenUrl: `${behind.origin}/oauth/token`, stop };
}

/** Atlassian takes JSON at the token endpoint, oidc-provider the form of RFC 6749; all else goes through as it is. */
async function shim(origin, authorization, request, response) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  let body = Buffer.concat(chunks);
  const headers = { ...request.headers, host: 'auth.atlassian.com', 'x-forwarded-proto': 'https' };
  if (request.url === '/oauth/token') {
    if (headers['content-type'] !== 'application/json') {
      authorization.faults.push(`the token request is ${headers['content-type']}`);
      return answer(response, 400, { error: 'invalid_request' });
    }
    body = Buffer.from(new URLSearchParams(JSON.parse(body)).toString());
    headers['content-type'] = 'application/x-www-form-urlencoded';
  }
  headers['content-length'] = body.length;
  delete headers['transfer-encoding'];
  const forwarded = http.request(`${origin}${request.url}`, { method: request.method, headers }, (answered) => {
    response.writeHead(answered.statusCode, answered.rawHeaders);
    answered.pipe(response);
  });
  forwarded.on('error', () => response.destroy());
  forwarded.end(body);
  return undefined;
}
