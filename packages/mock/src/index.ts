import { documents } from "./generated/documents.ts";
import type { Mock } from "./mock.ts";
import { type MockOptions, startMockOf } from "./start-mock.ts";

export type { Call } from "./call.ts";
export {
  type CardLife,
  type CardLifeOptions,
  type CardState,
  createCardLife,
  type TokenState,
} from "./card-life.ts";
export type { CvvChangedEvent } from "./cvv-changed-event.ts";
export { type DeliveryOptions, deliverAtLeastOnce } from "./deliver.ts";
export type { HostKind } from "./host-kind.ts";
export {
  type EventOverrides,
  type EventType,
  type MadeEvent,
  type MakeEventOptions,
  makeEvent,
} from "./make-event.ts";
export type { Mock, MockOperation } from "./mock.ts";
export type { Outcome } from "./outcome.ts";
export type { MockOptions } from "./start-mock.ts";

/**
 * Starts a mock of Pismo's card APIs: Prism over the documents that the clients are generated from, on two origins of
 * this machine, one for each kind of host. The first start of a process takes about a second, to load Prism.
 * @throws TypeError for an API that is not served; Error where a port is in use
 * @example
 * await using mock = await startMock();
 * const pismo = createPismoClient({ environment: mock.environment, accountToken: "any" }).forAccount("102378693");
 * mock.next("rotateCvv", { status: 500 });
 */
export function startMock(options: MockOptions = {}): Promise<Mock> {
  return startMockOf(documents, options);
}
