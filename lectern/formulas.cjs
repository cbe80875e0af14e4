// One JSON line in ({locale, mathml: [...]}), one JSON line out (the words of each), until the input ends.
const readline = require("node:readline");

const engine = require(process.argv[2]);

async function say({ locale, mathml }) {
  await engine.setupEngine({ locale, domain: "clearspeak", modality: "speech", style: "default" });
  await engine.engineReady();
  return mathml.map((each) => engine.toSpeech(each).replace(/\s+/g, " ").trim());
}

(async () => {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    process.stdout.write(JSON.stringify(await say(JSON.parse(line))) + "\n");
  }
})();
