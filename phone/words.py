"""What the page says when something goes wrong, by our own code, by HTTP status, or by what the browser saw."""

from __future__ import annotations

from phone.guard import Problem

WORDS = {
    Problem.NOT_LOOPBACK: "The simulator answers on this machine only. Open it at 127.0.0.1 or localhost.",
    Problem.OTHER_SITE: "Refused: the question did not come from this page.",
    Problem.NOT_JSON: "Refused: the question was not JSON.",
    Problem.NOT_UNDERSTOOD: "The simulator did not understand its own page. Reload it.",
    Problem.PHONE: "That is not a number that can be texted. Try 916-555-0123.",
    Problem.TOO_LONG: "Longer than 1,600 characters. Twilio would not take it.",
    "403": "Refused (403): the signature does not fit. Compare PUBLIC_BASE_URL and TWILIO_AUTH_TOKEN.",
    "404": "Nothing is there (404): this program has no webhook for texts.",
    "413": "Refused (413): the text is too large.",
    "503": "The program cannot store texts just now (503). Twilio would try again.",
    "failed": "The program failed. Its log says why. Code:",
    "network": "No connection to the program. Is it still running?",
    "slow": "No answer within 15 seconds. Twilio would give up here.",
    "twiml": "The answer is not TwiML that Twilio could read.",
}
