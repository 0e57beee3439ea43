// A CommonJS module, as many services are made of.
import client = require("pismo-client");

const account = client
  .createPismoClient({ environment: "sandbox", accountToken: "the-token-of-the-account" })
  .forAccount("102378693");

export = account;
