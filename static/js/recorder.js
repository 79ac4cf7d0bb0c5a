// Records a spoken consent into the form's file field; without it the field takes a file.
const box = document.querySelector("[data-recorder]");
const field = document.querySelector("#sound");

function kindOf(recorder) {
  return recorder.mimeType.split(";")[0] || "audio/webm";
}

function keep(chunks, recorder) {
  const kind = kindOf(recorder);
  const file = new File(chunks, `consent.${kind.split("/")[1]}`, { type: kind });
  const files = new DataTransfer();
  files.items.add(file);
  field.files = files.files;
  const player = box.querySelector("audio");
  player.src = URL.createObjectURL(file);
  player.hidden = false;
}

function say(words) {
  box.querySelector("[data-said]").textContent = words;
}

async function record(start, end) {
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch {
    say(box.dataset.refused);
    return;
  }
  const recorder = new MediaRecorder(stream);
  const chunks = [];
  recorder.addEventListener("dataavailable", (event) => chunks.push(event.data));
  recorder.addEventListener("stop", () => {
    for (const track of stream.getTracks()) track.stop();
    keep(chunks, recorder);
    say(box.dataset.recorded);
    start.hidden = false;
    end.hidden = true;
    start.focus();
  });
  recorder.start();
  say(box.dataset.recording);
  start.hidden = true;
  end.hidden = false;
  end.focus();
  end.addEventListener("click", () => recorder.stop(), { once: true });
}

if (box && field && navigator.mediaDevices && window.MediaRecorder) {
  const start = box.querySelector("[data-start]");
  const end = box.querySelector("[data-end]");
  start.addEventListener("click", () => record(start, end));
  box.hidden = false;
}
