// The tus project's own server: keeps what it gets in FOLDER, listens on PORT.
import { FileStore } from "@tus/file-store";
import { Server } from "@tus/server";

const [folder, port] = process.argv.slice(2);
new Server({ path: "/uploads", datastore: new FileStore({ directory: folder }) }).listen({ host: "127.0.0.1", port: Number(port) });
