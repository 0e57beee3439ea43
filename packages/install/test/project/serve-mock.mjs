// Serves the mock until its parent goes away.
import { startMock } from "@pismo-client/mock";

const mock = await startMock();
process.on("disconnect", () => mock.stop());
process.send(mock.environment);
