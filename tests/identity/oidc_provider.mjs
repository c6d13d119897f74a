// A certified OpenID Connect provider for the tests: argv = port, client id, secret, callback. Says `ready` when it listens.
import { createServer } from "node:http";
import { Provider } from "../../console/node_modules/oidc-provider/lib/index.js";

const [port, clientId, clientSecret, callback] = process.argv.slice(2);
const provider = new Provider(`http://localhost:${port}`, {
  clients: [
    {
      client_id: clientId,
      client_secret: clientSecret,
      redirect_uris: [callback],
      response_types: ["code"],
      grant_types: ["authorization_code"],
    },
  ],
  claims: { openid: ["sub", "amr"] },
  findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
});
// whoever is called `…-mfa` is said to have shown a second factor
const finished = provider.interactionFinished.bind(provider);
provider.interactionFinished = (request, response, result, options) => {
  if (result.login) {
    result.login.amr = result.login.accountId.endsWith("-mfa") ? ["pwd", "mfa"] : ["pwd"];
  }
  return finished(request, response, result, options);
};
createServer(provider.callback()).listen(Number(port), "localhost", () => {
  process.stdout.write("ready\n");
});
