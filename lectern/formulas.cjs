// One JSON line in ({locale, mathml: [...]}), one JSON line out (the words of each, "" where it has none), until the
// input ends.
const readline = require("node:readline");

const engine = require(process.argv[2]);

function words(mathml) {
  try {
    return engine.toSpeech(mathml).replace(/\s+/g, " ").trim();
  } catch {
    return "";
  }
}

async function say({ locale, mathml }) {
  await engine.setupEngine({ locale, domain: "clearspeak", modality: "speech", style: "default" });
  await engine.engineReady();
  return mathml.map(words);
}

(async () => {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    process.stdout.write(JSON.stringify(await say(JSON.parse(line))) + "\n");
  }
})();
