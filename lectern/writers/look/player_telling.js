// Times and counts as a reader reads them.
const fill = (pattern, ...values) => values.reduce((text, value) => text.replace("{}", value), pattern);
const clock = (ms) => {
  const seconds = Math.floor(ms / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const rest = String(seconds % 60).padStart(2, "0");
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
};
