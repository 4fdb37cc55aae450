"""POST /twilio/sms and /twilio/status: thin doors that translate and call."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request
from twilio.twiml.messaging_response import Message, MessagingResponse

from bot.door import SID, guard
from bot.line import RawText, TextLine
from bot.outgoing import note_receipt
from bot.records import StoredText
from bot.turn import OptOutType
from parsers import Phone, read_phone


def blueprint(line: TextLine, auth_token: str, public_base_url: str) -> Blueprint:
    doors = Blueprint("texts", __name__, url_prefix="/twilio")
    guard(doors, auth_token, public_base_url)

    @doors.post("/sms")
    def sms() -> Response:
        replies = line.receive(_raw_text())
        return Response(_twiml(replies, public_base_url), mimetype="text/xml")

    @doors.post("/status")
    def status() -> tuple[str, int]:
        _note_receipt(line)
        return "", 204

    return doors


def _raw_text() -> RawText:
    form = request.form
    sid = form.get("MessageSid", "")
    if SID.fullmatch(sid) is None:
        abort(400)
    opt_out = form.get("OptOutType", "").upper()
    return RawText(
        sid=sid,
        phone=_phone(form.get("From", "")),
        body=form.get("Body", ""),
        pictures=_count(form.get("NumMedia", "")),
        opt_out_type=OptOutType(opt_out) if opt_out in set(OptOutType) else None,
    )


def _phone(sender: str) -> Phone:
    """Short codes and hidden numbers have no E.164; their text is kept all the same, under their own name."""
    return read_phone(sender) or Phone(sender[:64])


def _count(value: str) -> int:
    return min(int(value), 10) if value.isascii() and value.isdigit() else 0


def _note_receipt(line: TextLine) -> None:
    """`m` is our row's id, put into the callback's address when the text went out."""
    message_id, status = request.args.get("m", ""), request.form.get("MessageStatus", "").lower()
    if not message_id.isascii() or not message_id.isdigit() or len(message_id) > 18:
        abort(400)
    error = request.form.get("ErrorCode", "")
    sid = request.form.get("MessageSid", "")
    note_receipt(
        line.database,
        int(message_id),
        status,
        sid if SID.fullmatch(sid) else None,
        int(error) if error.isascii() and error.isdigit() and len(error) < 7 else None,
        line.now(),
    )


def _twiml(replies: list[StoredText], public_base_url: str) -> str:
    response = MessagingResponse()
    for reply in replies:
        message = Message(status_callback=f"{public_base_url}/twilio/status?m={reply.id}")
        message.body(reply.body)
        response.append(message)
    return str(response)
