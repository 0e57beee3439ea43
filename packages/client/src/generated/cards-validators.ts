export * from "@pismo-client/cards/validators";
