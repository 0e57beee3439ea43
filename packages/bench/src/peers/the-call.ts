/** "Update card status", with the values of the document's examples: what every peer sends. */
export const customerId = "102377856";
export const accountId = 102378693;
export const cardId = "6741322";
export const body: { readonly status: string } = { status: "BLOCKED" };
export const token = "a-token";

/** The path, for peers that know no operations. */
export const path: string = `/wallet/v1/customers/${customerId}/accounts/${accountId}/cards/${cardId}/status`;
