/** The code under test, here without a client library. */
export async function rotateCvv(environment, cardId) {
  const response = await fetch(`${environment.pci}/pcicards/v2/pcicards/cvv/${cardId}/reset`, {
    method: "POST",
    headers: { authorization: "Bearer any", "content-type": "application/json" },
    body: "{}",
  });
  if (!response.ok) throw new Error(`The CVV was not rotated: ${response.status}`);
  return response.json();
}
