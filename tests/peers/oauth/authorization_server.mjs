// oidc-provider, with one client and with all that it can be strict about; and what it saw.

import Provider from 'oidc-provider';

/** What a client must send to the token endpoint, and no more. */
const PARAMETERS = {
  authorization_code: ['client_id', 'client_secret', 'code', 'grant_type', 'redirect_uri'],
  refresh_token: ['client_id', 'client_secret', 'grant_type', 'refresh_token'],
};

export class AuthorizationServer {
  /** Every token that was asked for: what came, and what became of it. */
  exchanges = [];

  /** What must not happen at all. */
  faults = [];

  /** How long access tokens live from now on; seconds. */
  lifetime = 3600;

  /** `pkce` demands it; without, a client that brings it is at fault. */
  constructor({ issuer, routes, client, people, scopes, pkce }) {
    this.pkce = pkce;
    this.client = client;
    const advice = [console.info, console.warn];
    // It has much to say about production.
    console.info = console.warn = () => {};
    this.provider = new Provider(issuer, {
      routes,
      scopes,
      clients: [{
        client_id: client.id,
        client_secret: client.secret,
        // The exact address: not any port, as a native client of RFC 8252 may have.
        redirect_uris: [client.callback],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        token_endpoint_auth_method: 'client_secret_post',
        scope: scopes.join(' '),
      }],
      findAccount: (_ctx, id) => people[id] && { accountId: id, claims: async () => ({ sub: id }) },
      pkce: { required: () => pkce },
      rotateRefreshToken: true,
      // Data Center knows no scope for it.
      issueRefreshToken: async (_ctx, _client, code) => pkce || code.scopes.has('offline_access'),
      expiresWithSession: async () => false,
      ttl: {
        AccessToken: () => this.lifetime,
        AuthorizationCode: 60,
        Grant: 86400,
        Interaction: 600,
        RefreshToken: 86400,
        Session: 600,
      },
      features: { devInteractions: { enabled: true } },
      cookies: { keys: ['a-key-of-the-peer'] },
    });
    [console.info, console.warn] = advice;
    // Behind a proxy that speaks TLS, where there is one.
    this.provider.proxy = true;
    this.#listen();
  }

  #listen() {
    this.provider.on('grant.success', (ctx) => {
      const { body, entities, params } = ctx.oidc;
      const wanted = [...PARAMETERS[params.grant_type]];
      if (entities.AuthorizationCode && this.pkce) wanted.push('code_verifier');
      const sent = Object.keys(body).sort().join(' ');
      if (sent !== wanted.sort().join(' ')) this.faults.push(`the token request holds ${sent}`);
      this.exchanges.push({
        type: params.grant_type,
        challenge: entities.AuthorizationCode?.codeChallengeMethod,
        spent: entities.RotatedRefreshToken?.jti,
        refreshToken: entities.RefreshToken?.jti,
        accessToken: entities.AccessToken.jti,
        grant: entities.Grant.jti,
      });
    });
    this.provider.on('grant.error', (ctx, error) => {
      this.exchanges.push({ type: ctx.oidc.body?.grant_type, error: error.error, detail: error.error_detail });
    });
    for (const event of ['server_error', 'authorization.error']) {
      this.provider.on(event, (_, error) => {
        if (error.error !== 'access_denied') this.faults.push(`${event}: ${error.error_description ?? error.message}`);
      });
    }
  }

  /** The exchanges since the last call. */
  news() {
    return this.exchanges.splice(0).map((exchange) => {
      if (!exchange.error) this.latest = exchange;
      return exchange;
    });
  }

  /** The access token behind a request of an API; none where it is not valid. */
  async introspect(authorization) {
    const [scheme, token] = (authorization ?? '').split(' ');
    const found = scheme === 'Bearer' && await this.provider.AccessToken.find(token);
    return found && found.isValid && await this.provider.Grant.find(found.grantId) ? found : undefined;
  }

  /** Ends the latest access token, and leaves the grant as it is. */
  async endAccessToken() {
    const token = await this.provider.AccessToken.find(this.latest.accessToken);
    await token.destroy();
  }

  /** Takes back what the user has granted, as a user does among the apps of an account. */
  async revoke() {
    const { AccessToken, Grant, RefreshToken } = this.provider;
    await AccessToken.revokeByGrantId(this.latest.grant);
    await RefreshToken.revokeByGrantId(this.latest.grant);
    await (await Grant.find(this.latest.grant)).destroy();
  }
}
