"""Real servers on loopback for the tests of deploys, started and stopped by them."""

import datetime
import ipaddress
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

IN_CI = bool(os.environ.get("CI"))  # asked before the tests take it away

FTP_SERVER = """
import sys
from pyftpdlib.authorizers import DummyAuthorizer
from pyftpdlib.handlers import FTPHandler, ThrottledDTPHandler
from pyftpdlib.servers import FTPServer

folder, port, rights, full, speed = sys.argv[1:]
authorizer = DummyAuthorizer()
authorizer.add_user("school", "secret", folder, perm=rights)
if full:
    class Handler(FTPHandler):
        def ftp_STOR(self, file, mode="w"):
            self.respond("552 Exceeded storage allocation.")
else:
    Handler = FTPHandler
Handler.authorizer = authorizer
if int(speed):
    class Line(ThrottledDTPHandler):
        read_limit = int(speed)
    Handler.dtp_handler = Line
FTPServer(("127.0.0.1", int(port)), Handler).serve_forever()
"""


def program(name: str) -> str:
    """Where a program lies."""
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin")
    if found is None:
        missing(name, ".ci/run")
    return found


def missing(name: str, installs: str) -> NoReturn:
    """End a test for want of a program: skipped on a machine of one's own, failed in CI."""
    if IN_CI:
        pytest.fail(f"{name} is not installed: {installs} does it", pytrace=False)
    pytest.skip(f"{name} is not installed: {installs} does it")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running(command: list[str], port: int) -> Iterator[None]:
    """A server from its first answer to its end."""
    with tempfile.TemporaryFile() as said:  # a pipe that nobody reads would stop the server when it is full
        server = subprocess.Popen(command, stdout=said, stderr=said)
        try:
            _await_answer(server, port)
            yield
        except RuntimeError:
            said.seek(0)
            raise RuntimeError(f"{command[0]}: {said.read().decode()}") from None
        finally:
            server.terminate()
            server.wait(10)


def _await_answer(server: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(100):
        if server.poll() is not None:
            break
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError


@contextmanager
def ssh(folder: Path) -> Iterator[int]:
    """OpenSSH's own sftp-server; gives its port. The key of `folder/home` may log in."""
    home = folder / "home/.ssh"
    home.mkdir(parents=True)
    for name in (home / "id_ed25519", folder / "host_key"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(name)], check=True)
    shutil.copy(home / "id_ed25519.pub", home / "authorized_keys")
    port = free_port()
    sshd = program("sshd")
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # where sshd parts from its rights
    settings = (
        f"ListenAddress=127.0.0.1:{port}",
        f"HostKey={folder / 'host_key'}",
        f"AuthorizedKeysFile={home / 'authorized_keys'}",
        "StrictModes=no", "UsePAM=no", "PasswordAuthentication=no", "PidFile=none",
        "Subsystem=sftp internal-sftp", "MaxStartups=100",
    )  # fmt: skip
    command = [sshd, "-D", "-e", "-f", "/dev/null", *(word for each in settings for word in ("-o", each))]
    with running(command, port):
        yield port


@contextmanager
def ftp(folder: Path, rights: str = "elradfmwMT", *, full: bool = False, speed: int = 0) -> Iterator[int]:
    """Pyftpdlib over a folder; without `f` among the rights nothing can be renamed; a full one takes no file.

    It takes so many bytes a second after its first breath; 0 is any.
    """
    port = free_port()
    options = (str(folder), str(port), rights, "full" if full else "", str(speed))
    command = [sys.executable, "-c", FTP_SERVER, *options]
    with running(command, port):
        yield port


@contextmanager
def vsftpd(folder: Path, certificate: Path) -> Iterator[int]:
    """Vsftpd with TLS that insists on one session for control and data, as its users have it."""
    port = free_port()
    settings = {
        "listen": "YES", "listen_address": "127.0.0.1", "listen_port": port, "background": "NO",
        "anonymous_enable": "YES", "anon_root": folder, "write_enable": "YES", "anon_upload_enable": "YES",
        "anon_mkdir_write_enable": "YES", "anon_other_write_enable": "YES", "anon_umask": "022",
        "ssl_enable": "YES", "allow_anon_ssl": "YES", "require_ssl_reuse": "YES", "rsa_cert_file": certificate,
        "force_anon_data_ssl": "YES", "force_anon_logins_ssl": "YES", "seccomp_sandbox": "NO",
        "xferlog_enable": "NO", "ssl_sslv2": "NO", "ssl_sslv3": "NO", "max_per_ip": 0,
    }  # fmt: skip
    config = certificate.parent / f"vsftpd-{port}.conf"
    config.write_text("".join(f"{name}={value}\n" for name, value in settings.items()))
    folder.chmod(0o555)
    (folder / "www").mkdir(exist_ok=True)
    shutil.chown(folder / "www", "ftp")
    with running([program("vsftpd"), str(config)], port):
        yield port


NGINX = """
daemon off; pid {notes}/nginx.pid; error_log {notes}/error.log;
events {{ worker_connections 256; }}
http {{
  access_log off; client_body_temp_path {notes}/t1; proxy_temp_path {notes}/t2; fastcgi_temp_path {notes}/t3;
  uwsgi_temp_path {notes}/t4; scgi_temp_path {notes}/t5;
  server {{ listen 127.0.0.1:{port}; root {root}; index index.html; }}
}}
"""


@contextmanager
def nginx(root: Path, notes: Path) -> Iterator[int]:
    """Nginx over a public folder, which may be a link; gives its port."""
    port = free_port()
    config = notes / f"nginx-{port}.conf"
    config.write_text(NGINX.format(notes=notes, port=port, root=root))
    for above in (root.parent, *root.parent.parents[:4]):
        if above.stat().st_uid == os.geteuid():
            above.chmod(above.stat().st_mode | 0o055)
    with running([program("nginx"), "-c", str(config)], port):
        yield port


def certificates(folder: Path, *, days: int = 30) -> tuple[Path, Path]:
    """A certificate for `localhost` with its key, and the authority that signed it; with `days` < 0 it has run out."""
    now = datetime.datetime.now(datetime.UTC)

    def made(
        name: str, issuer: x509.Name | None, signer: ec.EllipticCurvePrivateKey | None
    ) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        ends = now + datetime.timedelta(days=days if signer else 30)
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer or subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=60))
            .not_valid_after(ends)
            .add_extension(x509.BasicConstraints(ca=signer is None, path_length=None), critical=True)
            .add_extension(
                x509.SubjectAlternativeName(
                    [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
                ),
                critical=False,
            )
        )
        return builder.sign(signer or key, hashes.SHA256()), key

    authority, authority_key = made("Test authority", None, None)
    certificate, key = made("localhost", authority.subject, authority_key)
    pem = serialization.Encoding.PEM
    server, trusted = folder / "server.pem", folder / "authority.pem"
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    server.write_bytes(private + certificate.public_bytes(pem))
    trusted.write_bytes(authority.public_bytes(pem))
    return server, trusted
