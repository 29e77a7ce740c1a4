// "Show" beside a password, on the pages of staff who are not in yet.
import { PasswordInput } from "govuk-frontend/dist/govuk/components/password-input/password-input.mjs";
import { each } from "./base.js";

each('[data-module="govuk-password-input"]', (el) => new PasswordInput(el));
