export * from "@pismo-client/tokenization";
