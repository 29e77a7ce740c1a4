// Storyteller pages. Everything works without this.
import { ErrorSummary } from "govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs";
import { each } from "./base.js";
import "./upload.js";
import "./once.js";
import "./keep.js";
import "./listen.js";
import "./player.js";
import "./wait.js";
import "./exit.js";
import "./left.js";

each('[data-module="govuk-error-summary"]', (el) => new ErrorSummary(el));
each('[data-module="govuk-notification-banner"][role="alert"]', (el) => {
  el.tabIndex = -1;
  el.focus();
});
// Only a phone that can be signed in with is offered.
if (window.PublicKeyCredential) each("[data-lock-offer]", (el) => (el.hidden = false));
