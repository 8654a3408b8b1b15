// Starts the page.
import { render } from "preact";
import { restoreTheme } from "./parts/theme.js";
import { App } from "./shell/app.js";
import { showAllText } from "./text/show-text.js";

showAllText();
restoreTheme();

render(<App />, document.getElementById("page") as HTMLElement);
