// A form that comes back with errors says so first, to eyes and to screen readers.

export const focusErrorSummary = (root) => {
  root.querySelector("[data-error-summary]")?.focus();
};
