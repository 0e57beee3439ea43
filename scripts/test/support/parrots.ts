/** An API that this repository has not, as YAML: the smallest that everything can be made from. */
export function parrots({
  title = "Birds - Parrots",
  path = "/parrots",
  id = "listParrots",
  property = "name",
}: {
  readonly title?: string;
  readonly path?: string;
  readonly id?: string;
  readonly property?: string;
} = {}): string {
  return `openapi: 3.1.0
info: { title: ${title}, version: 1.0.0 }
servers:
  - url: https://sandbox.example.com/birds
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
security:
  - token: []
paths:
  ${path}:
    get:
      operationId: ${id}
      summary: Get what ${path} has
      responses:
        "200":
          description: OK
          content:
            application/json:
              schema:
                type: object
                properties:
                  ${property}: { type: string, example: Polly }
        "401": { description: No valid token }
`;
}
