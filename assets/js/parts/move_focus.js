// After a refused form the error summary gets the focus, so that a screen reader begins with what went wrong.
export function moveFocus(root) {
  const summary = root.querySelector(".error-summary");
  if (summary) summary.focus();
}
