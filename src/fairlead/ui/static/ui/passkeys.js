// Passkeys (WebAuthn): all that these pages need a script for.
//
// A form says what is wanted: data-passkey="create" or "get". The server's question stands in
// data-options, or is fetched from data-options-url when the button is pressed. The answer goes
// into the hidden field "credential", and the form is sent like any other.
"use strict";

(() => {
  const toBytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const toText = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\+/g, "-")
      .replace(/\//g, "_")
      .replace(/=+$/, "");

  const readQuestion = ({ publicKey }) => {
    const listed = (list) => list?.map((one) => ({ ...one, id: toBytes(one.id) }));
    return {
      ...publicKey,
      challenge: toBytes(publicKey.challenge),
      ...(publicKey.user && { user: { ...publicKey.user, id: toBytes(publicKey.user.id) } }),
      excludeCredentials: listed(publicKey.excludeCredentials),
      allowCredentials: listed(publicKey.allowCredentials),
    };
  };

  const writeAnswer = (made) => {
    const response = {};
    for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (made.response[part]) response[part] = toText(made.response[part]);
    }
    if (made.response.getTransports) response.transports = made.response.getTransports();
    return {
      id: made.id,
      rawId: toText(made.rawId),
      type: made.type,
      authenticatorAttachment: made.authenticatorAttachment,
      clientExtensionResults: made.getClientExtensionResults(),
      response,
    };
  };

  const question = async (form) => {
    if (form.dataset.options) return JSON.parse(form.dataset.options);
    const answer = await fetch(form.dataset.optionsUrl, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
    return (await answer.json()).request_options;
  };

  const ask = async (form) => {
    const publicKey = readQuestion(await question(form));
    if (form.dataset.passkey === "get") return navigator.credentials.get({ publicKey });
    if (form.elements.passwordless?.checked) {
      Object.assign(publicKey.authenticatorSelection, {
        residentKey: "required",
        requireResidentKey: true,
        userVerification: "required",
      });
    }
    return navigator.credentials.create({ publicKey });
  };

  if (!window.PublicKeyCredential) return;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const problem = form.querySelector("[data-problem]");
      problem.hidden = true;
      try {
        form.elements.credential.value = JSON.stringify(writeAnswer(await ask(form)));
        form.submit();
      } catch {
        problem.hidden = false; // refused, timed out or unknown here: the browser does not say more
      }
    });
  }
})();
