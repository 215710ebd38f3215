import re
import shutil
import socket
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.mail.letters import Mailbox, Unwritable, letter, plain_address
from surveyapp.mail.transport import HandOver, KeptTransport, Outcome, Patience, SmtpTransport, Tls
from tests.mail.cast import SENDER, envelope
from tests.mail.peers import FaultPeer, listening
from tests.support.smtp import free_port

LONG_LINK = f"https://turnus.office.example/z/{'A' * 43}?language=de"
BODY = f"Grüße an Jürgen, {'sehr lange Zeile ' * 90}\n\n{LONG_LINK}\n\n.\n.hidden\nFrom here\n"


@pytest.fixture
def peer():
    with listening(FaultPeer()) as running:
        yield running


@pytest.fixture
def transport(peer):
    opened = smtp(peer.port)
    yield opened
    opened.close()


def smtp(port, tls=Tls.NONE, **more):
    patience = Patience(connect=5, command=5, final=5)
    return SmtpTransport("127.0.0.1", port, tls, "", "", SENDER, **{"patience": patience, **more})


def received(smtp_server):
    assert len(smtp_server.received) == 1
    return smtp_server.received[0].message


def test_a_mail_arrives_with_all_headers_that_a_good_mail_has(smtp_server):
    transport = smtp(smtp_server.port)

    hand_over = transport.send(envelope(subject="Erinnerung: „Größe“ – Frist 30. Juni 2027"))
    transport.close()

    message = received(smtp_server)
    assert hand_over == HandOver(Outcome.HANDED_OVER)
    assert message["Subject"] == "Erinnerung: „Größe“ – Frist 30. Juni 2027"
    assert message["From"].addresses[0].display_name == "Turnus Büro"
    assert message["From"].addresses[0].addr_spec == "turnus@office.example"
    assert message["To"].addresses[0].display_name == "Jürgen Größler"
    assert message["To"].addresses[0].addr_spec == "ok@one.example"
    assert message["Reply-To"].addresses[0].addr_spec == "buero@office.example"
    assert message["Message-ID"] == "<0197a000@turnus.example>"
    assert message["Date"].datetime == datetime(2027, 6, 21, 7, 0, tzinfo=UTC)
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["X-Auto-Response-Suppress"] == "OOF, AutoReply"
    assert message["Content-Language"] == "de"
    assert message.get_content_type() == "text/plain"
    assert "Precedence" not in message


def test_the_envelope_names_sender_and_recipient_without_their_names(smtp_server):
    transport = smtp(smtp_server.port)

    transport.send(envelope(to="ok@Müller.example"))
    transport.close()

    assert smtp_server.received[0].sender == "turnus@office.example"
    assert smtp_server.received[0].recipients == ("ok@xn--mller-kva.example",)


def test_the_programme_may_have_its_own_sender(smtp_server):
    transport = smtp(smtp_server.port)

    transport.send(envelope(sender=Mailbox("OloV", "olov@office.example")))
    transport.close()

    assert received(smtp_server)["From"] == "OloV <olov@office.example>"


def test_the_text_arrives_as_it_was_written_with_the_link_whole_on_its_line(smtp_server):
    transport = smtp(smtp_server.port)

    transport.send(envelope(body=BODY))
    transport.close()

    assert smtp_server.received[0].text.replace("\r\n", "\n") == BODY
    assert LONG_LINK in smtp_server.received[0].text.splitlines()


def test_no_line_of_a_letter_is_longer_than_78_and_all_of_it_is_ascii():
    to = Mailbox("Jürgen-Maximilian von und zu Größler-Müßiggang, Dr. phil. (Vogelsberg)", "a@one.example")

    written = letter(replace(envelope(subject="Übermäßig lang " * 20, body=BODY), to=to), SENDER)

    lines = written.split(b"\r\n")
    assert max(map(len, lines)) <= 78
    assert written.isascii()
    assert b"\n" not in written.replace(b"\r\n", b"")
    assert b"\r" not in written.replace(b"\r\n", b"")


@pytest.mark.parametrize(
    "name",
    [
        "Größler, Jürgen",
        'Jürgen "Jogi" Größler',
        "Groessler, Juergen",
        "Jürgen <evil@evil.example>",
        "a@evil.example, Ü",
    ],
)
def test_a_name_with_signs_of_its_own_stays_one_recipient(name):
    written = letter(replace(envelope(), to=Mailbox(name, "a@b.example")), SENDER)

    addresses = message_from_bytes(written, policy=policy.default)["To"].addresses
    assert [address.addr_spec for address in addresses] == ["a@b.example"]
    assert addresses[0].display_name == name.strip()


@given(st.text(alphabet="aÜ ,;:<>@()\"\\'.=?_[]\n\u202e😀", max_size=120))
def test_no_name_makes_a_second_recipient(name):
    written = letter(replace(envelope(), to=Mailbox(name, "a@b.example")), SENDER)

    head = message_from_bytes(written, policy=policy.default)
    assert [address.addr_spec for address in head["To"].addresses] == ["a@b.example"]
    assert max(map(len, written.split(b"\r\n"))) <= 78


@pytest.mark.parametrize("name", ["Groessler, Juergen, " * 20, "Größler, Jürgen; " * 20])
def test_a_name_without_end_is_cut(name):
    written = letter(replace(envelope(), to=Mailbox(name, "a@b.example")), SENDER)

    to = message_from_bytes(written, policy=policy.default)["To"]
    assert [address.addr_spec for address in to.addresses] == ["a@b.example"]


PAYLOADS = ("x\r\nBcc: thief@evil.example", "x\nBcc: thief@evil.example", "x\rBcc: t@evil.example", "x\0y")
HIDDEN = "=?utf-8?q?x=0D=0ABcc:_thief@evil.example?="


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("header", ["subject", "message_id", "language"])
def test_a_line_break_in_a_header_is_refused(header, payload):
    with pytest.raises(Unwritable, match="unwritable_header"):
        letter(envelope(**{header: payload}), SENDER)


@pytest.mark.parametrize("payload", [*PAYLOADS, HIDDEN])
def test_a_line_break_in_a_name_or_an_encoded_word_brings_no_header(payload):
    names = {"to": Mailbox(payload, "a@b.example"), "reply_to": Mailbox(payload, "c@d.example")}

    written = letter(replace(envelope(subject=HIDDEN), **names), SENDER)

    head = written.partition(b"\r\n\r\n")[0]
    assert set(re.findall(rb"^([A-Za-z-]+):", head, re.MULTILINE)) == {
        b"From",
        b"To",
        b"Reply-To",
        b"Subject",
        b"Date",
        b"Message-ID",
        b"Auto-Submitted",
        b"X-Auto-Response-Suppress",
        b"Content-Language",
        b"Content-Type",
        b"Content-Transfer-Encoding",
        b"MIME-Version",
    }


@pytest.mark.parametrize(
    "address",
    ["", "name", "@one.example", "name@", "a b@one.example", "a@b.example, c@d.example", "jürgen@one.example"]
    + [f"a@b.example{payload[1:]}" for payload in PAYLOADS],
)
def test_a_broken_address_is_refused_without_asking_the_server(address, transport, peer):
    assert transport.send(envelope(to=address)) == HandOver(Outcome.PERMANENT, "unwritable_address")
    assert peer.connections == 0


def test_an_address_is_freed_of_space_around_it():
    assert plain_address(Mailbox("", " a@b.example ")) == "a@b.example"


def test_one_line_carries_many_mails(transport, peer):
    for number in range(5):
        transport.send(envelope(to=f"p{number}@one.example"))

    assert len(peer.taken) == 5
    assert peer.connections == 1


FAULTS = {
    "busy": HandOver(Outcome.TEMPORARY, "smtp 450 4.2.0"),
    "full": HandOver(Outcome.TEMPORARY, "smtp 452 4.2.2"),
    "closing": HandOver(Outcome.TEMPORARY, "smtp 421 4.3.2"),
    "gone": HandOver(Outcome.PERMANENT, "smtp 550 5.1.1"),
    "spam": HandOver(Outcome.PERMANENT, "smtp 554 5.7.1"),
    "lost": HandOver(Outcome.TEMPORARY, "line_lost"),
    "drop": HandOver(Outcome.UNCERTAIN, "unanswered"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_has_its_class_and_the_next_mail_goes(name, transport, peer):
    hand_over = transport.send(envelope(to=f"{name}@one.example"))
    after = transport.send(envelope(to="ok@one.example"))

    assert hand_over == FAULTS[name]
    assert after == HandOver(Outcome.HANDED_OVER)


@pytest.mark.parametrize("name", ["busy", "full", "gone", "spam"])
def test_a_refused_mail_does_not_cost_the_line(name, transport, peer):
    transport.send(envelope(to=f"{name}@one.example"))
    transport.send(envelope(to="ok@one.example"))

    assert peer.connections == 1


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("hang", HandOver(Outcome.TEMPORARY, "timed_out")),
        ("stuck", HandOver(Outcome.UNCERTAIN, "unanswered")),
    ],
)
def test_a_server_that_falls_silent_is_left(name, expected, peer):
    transport = smtp(peer.port, patience=Patience(connect=5, command=0.3, final=0.3))

    hand_over = transport.send(envelope(to=f"{name}@one.example"))
    transport.close()

    assert hand_over == expected


def test_a_line_that_the_server_closed_between_two_mails_is_opened_anew(transport, peer):
    peer.line_limit = 2

    outcomes = [transport.send(envelope(to=f"p{number}@one.example")).outcome for number in range(5)]

    assert outcomes == [Outcome.HANDED_OVER] * 5
    assert [len(peer.copies(f"p{number}@one.example")) for number in range(5)] == [1] * 5
    assert peer.connections == 3


def test_a_refused_connection_is_no_fault_of_the_mail():
    transport = smtp(free_port())

    assert transport.send(envelope()) == HandOver(Outcome.TEMPORARY, "no_line", server_reached=False)


def test_a_server_that_takes_the_call_and_says_nothing_is_left():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        transport = smtp(silent.getsockname()[1], patience=Patience(connect=0.3))

        assert transport.send(envelope()) == HandOver(Outcome.TEMPORARY, "timed_out", server_reached=False)


def test_a_wrong_password_lets_the_mail_wait(peer):
    transport = SmtpTransport("127.0.0.1", peer.port, Tls.NONE, "user", "wrong", SENDER)

    hand_over = transport.send(envelope())
    transport.close()

    assert (hand_over.outcome, hand_over.server_reached) == (Outcome.TEMPORARY, False)
    assert peer.taken == []


def test_a_password_is_never_meant_for_an_open_line_to_another_machine():
    with pytest.raises(ValueError, match="TLS"):
        SmtpTransport("mail.example", 25, Tls.NONE, "user", "secret", SENDER)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A self-signed certificate for 127.0.0.1."""
    folder = tmp_path_factory.mktemp("certificate")
    made, key = folder / "cert.pem", folder / "key.pem"
    openssl = shutil.which("openssl")
    assert openssl, "openssl is needed to make a certificate"
    subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "2"]
    command = [
        openssl,
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-keyout",
        key,
        "-out",
        made,
        *subject,
    ]
    subprocess.run(command, check=True, capture_output=True)
    return str(made), str(key)


@pytest.mark.parametrize("tls", [Tls.STARTTLS, Tls.IMPLICIT])
def test_a_self_signed_server_gets_nothing(tls, certificate):
    with listening(FaultPeer(), certificate, implicit=tls is Tls.IMPLICIT) as peer:
        hand_over = smtp(peer.port, tls).send(envelope())

    assert hand_over == HandOver(Outcome.TEMPORARY, "tls_refused", server_reached=False)
    assert peer.taken == []


@pytest.mark.parametrize("tls", [Tls.STARTTLS, Tls.IMPLICIT])
def test_a_server_with_a_known_certificate_gets_the_mail(tls, certificate):
    with listening(FaultPeer(), certificate, implicit=tls is Tls.IMPLICIT) as peer:
        transport = smtp(peer.port, tls, ca_file=certificate[0])
        hand_over = transport.send(envelope())
        transport.close()

    assert hand_over == HandOver(Outcome.HANDED_OVER)
    assert len(peer.taken) == 1


def test_a_server_without_starttls_gets_nothing_where_tls_is_wanted(peer):
    hand_over = smtp(peer.port, Tls.STARTTLS).send(envelope())

    assert (hand_over.outcome, hand_over.server_reached) == (Outcome.TEMPORARY, False)
    assert peer.taken == []


def test_without_a_server_nothing_is_taken():
    kept = KeptTransport()

    assert kept.delivers is False
    assert kept.send(envelope()) == HandOver(Outcome.TEMPORARY, "no_server", server_reached=False)
