export * from "@pismo-client/tokenization/validators";
