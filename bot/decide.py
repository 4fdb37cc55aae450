"""The rule of the conversation: one text and what is known, to one Turn. Pure, so it can be tried by the thousand."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.beside import heed_signals
from bot.opening import take_open, take_unasked
from bot.optout import opt_out_words, wrong_person
from bot.questions import answer_agreement, answer_choice, answer_staff, answer_words, fail_answer, switch_language
from bot.status import answer_status
from bot.topics import answer_topic
from bot.turn import CannotText, Change, Conversation, Desk, Incoming, Known, Open, Reply, Scene, Turn
from parsers import Keyword, Language, read_choice
from parsers.signals import Signal, Topic
from store.desk import DeskKind

_FORGOTTEN_AFTER = timedelta(hours=24)  # what we did not understand yesterday does not count today
# Answers an hour to one phone. Past the first only requests are answered, past the second nothing is; nothing is lost.
ANSWERS, ANSWERS_TO_REQUESTS = 12, 24
_ALWAYS_SAID = frozenset({"stop", "start", "help", "danger"})
_SAID_TO_THE_OPTED_OUT = frozenset({"start", "help"})


def decide(conversation: Conversation, incoming: Incoming, known: Known, now: datetime) -> Turn:
    """The whole effect of one text; see `bot.turn.Turn`."""
    scene = Scene(conversation, incoming, known, _language_of_answer(incoming, known), now)
    if _is_from_a_machine(scene):
        return Turn(conversation, known.language or Language.ENGLISH)
    turn = opt_out_words(scene) or _understood(_what_was_said(scene)) or _missed(scene)
    turn = heed_signals(_tell_about_ssn(turn, scene), scene)
    return _within_limits(_silence_if_opted_out(turn, scene), scene)


def _language_of_answer(incoming: Incoming, known: Known) -> Language:
    """A Spanish sentence, or the wish for Spanish forms, gets Spanish; it then stays until they ask for English."""
    reading = incoming.reading
    if reading.keyword is Keyword.ENGLISH:
        return Language.ENGLISH
    if incoming.signals.spanish:
        return Language.SPANISH
    if Language.SPANISH in {reading.written_in, reading.forms_language} or reading.keyword is Keyword.SPANISH:
        return Language.SPANISH
    return known.language or Language.ENGLISH


def _is_from_a_machine(scene: Scene) -> bool:
    """Answering an automatic reply, or our own words come back, would go round for ever."""
    if scene.reading.keyword is Keyword.OTHER and Signal.AUTO_REPLY in scene.signals:
        return True
    echo = scene.known.last_body
    return echo is not None and len(echo) > 20 and echo.strip() in scene.reading.text


def _what_was_said(scene: Scene) -> Turn | None:
    keyword, signals = scene.reading.keyword, scene.signals
    if keyword is Keyword.OPEN:
        return take_open(scene)
    if signals.topic is Topic.NOT_ME:
        return wrong_person(scene)
    if keyword is Keyword.STATUS:
        return answer_status(scene)
    if keyword in {Keyword.ENGLISH, Keyword.SPANISH}:
        return switch_language(scene)
    if signals.alone and signals.topic is not Topic.THANKS:
        return answer_topic(scene)
    return answer_staff(scene) or _answer(scene)


def _answer(scene: Scene) -> Turn | None:
    """A digit or an answer to what is open, then a question of theirs."""
    choice = read_choice(scene.reading.text)
    if choice is not None:
        return answer_choice(choice, scene)
    said = answer_agreement(scene) or answer_words(scene)
    return said or take_unasked(scene) or answer_topic(scene) or fail_answer(scene)


def _understood(turn: Turn | None) -> Turn | None:
    if turn is None or any(reply.code == "review" for reply in turn.replies):
        return turn  # "a person will read it" was said: the next puzzle is not answered again
    return replace(turn, conversation=replace(turn.conversation, misses=0))


def _missed(scene: Scene) -> Turn:
    """First what we can do, then a person, then silence: staff have it."""
    if Signal.OTHER_LANGUAGE in scene.signals or Signal.OTHER_SCRIPT in scene.signals:
        return _another_language(scene)
    if scene.incoming.pictures and not scene.reading.text.strip():
        return Turn(scene.conversation, scene.language, (Reply("photo"),))
    misses = scene.conversation.misses
    last = scene.known.last_text_at
    if last is None or scene.now - last > _FORGOTTEN_AFTER:
        misses = 0
    conversation = replace(scene.conversation, misses=misses + 1)
    if misses == 0:
        return Turn(conversation, scene.language, (Reply("fallback"),))
    replies = (Reply("review"),) if misses == 1 else ()
    return Turn(conversation, scene.language, replies, (Desk(DeskKind.NOT_UNDERSTOOD, scene.request),))


def _another_language(scene: Scene) -> Turn:
    """No broken translation: one pointer, in both our languages, to the phone line that has interpreters."""
    desk = Desk(DeskKind.OTHER_LANGUAGE, scene.request, scene.signals.tongue)
    told = scene.conversation.misses > 0
    conversation = replace(scene.conversation, misses=scene.conversation.misses + 1)
    return Turn(conversation, scene.language, () if told else (Reply("other_language"),), (desk,))


def _tell_about_ssn(turn: Turn, scene: Scene) -> Turn:
    if not scene.reading.had_ssn or turn.conversation.told_about_ssn:
        return turn
    conversation = replace(turn.conversation, told_about_ssn=True)
    return replace(turn, conversation=conversation, replies=(Reply("ssn"), *turn.replies))


def _silence_if_opted_out(turn: Turn, scene: Scene) -> Turn:
    """After STOP only START and HELP are answered; what was asked for is still mailed."""
    if not scene.known.opted_out:
        return turn
    replies = tuple(reply for reply in turn.replies if reply.code in _SAID_TO_THE_OPTED_OUT)
    marked = (CannotText(),) if any(isinstance(act, Open) for act in turn.acts) else ()
    return replace(turn, replies=replies, acts=(*turn.acts, *marked), asks_case=False)


def _within_limits(turn: Turn, scene: Scene) -> Turn:
    """A flood is taken, every OPEN in it too, but not answered text by text."""
    about_requests = any(isinstance(act, Open | Change) for act in turn.acts)
    said = scene.known.answers_last_hour
    if said < (ANSWERS_TO_REQUESTS if about_requests else ANSWERS):
        return turn
    replies = tuple(reply for reply in turn.replies if reply.code in _ALWAYS_SAID and said < ANSWERS_TO_REQUESTS)
    return replace(turn, replies=replies, acts=(*turn.acts, Desk(DeskKind.FLOOD)), asks_case=False)
