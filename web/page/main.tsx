// Starts the page.
import { render } from "preact";
import { App } from "./app.js";
import { showAllText } from "./show-text.js";
import { restoreTheme } from "./theme.js";

showAllText();
restoreTheme();

render(<App />, document.getElementById("page") as HTMLElement);
