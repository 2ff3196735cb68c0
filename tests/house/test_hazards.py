"""What the source never does: run text as code, trust a format that can, weaken a cipher, call out.

Each rule reads the trees of all modules; each is shown to bite on a planted line.
"""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.apps import apps

from fairlead.core.registration import EVERY_CLASS
from tests.house.source import PACKAGE, modules
from tests.servers import ROOT

Found = Iterator[str]

# Running text as code, and reading formats that run code or fetch things.
FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__", "mark_safe", "SafeString", "RawSQL"}
FORBIDDEN_METHODS = {"mark_safe", "SafeString", "RawSQL", "extra", "system", "popen", "spawnl"}
FORBIDDEN_MODULES = {
    *("pickle", "cPickle", "marshal", "shelve", "dill", "yaml", "xml", "lxml", "jinja2"),
    *("telnetlib", "ftplib", "imaplib", "smtplib", "poplib", "random", "asyncore"),
    *("requests", "httpx", "aiohttp", "urllib3", "ldap", "ldap3", "memcache", "pylibmc"),
}
MODULES_ALLOWED = {
    ("kernel/jobs/claims.py", "random"): "spreads the waits of retries, and guards nothing",
    ("core/generator/chance.py", "random"): "invents travellers, the same again for the same seed",
}
TEMPLATES_ALLOWED = {
    "desks/reception/templates/mfa/totp/activate_form.html": "a picture that the server drew",
}
WEAK = {
    "md5",
    "sha1",
    "ECB",
    "ARC4",
    "TripleDES",
    "Blowfish",
    "RC4",
    "PKCS1v15",
    "CBC",
    "MD5",
    "SHA1",
}
WEAK_ALLOWED = {
    # The list of stolen passwords is published as SHA-1; nothing is protected by it.
    "kernel/people/passwords.py": {"sha1"},
}
# Who may open a connection, and to whom: docs/operators/connections.md says the same.
CALLERS_OUT = {
    "kernel/audit/witnesses/node.py": "a witness that the configuration names, with its key",
    "kernel/audit/witnesses/syslog.py": "a system log that the configuration names",
    "cli/demo.py": "this machine: the demonstration asks its own server whether it is ready",
    "cli/visitor.py": "this machine: a visitor signs in to the demonstration",
    "cli/processes.py": "this machine: whether a port is taken",
}
NETWORK = {"socket", "urllib.request", "http.client", "ssl", "socketserver"}
# A name of this machine, which no connection is opened for.
NAMES_ONLY = {"kernel/jobs/worker.py"}


def forbidden_calls(package: Path = PACKAGE) -> Found:
    for path, tree in modules(package):
        for node in ast.walk(tree):
            match node:
                case ast.Call(func=ast.Name(id=name)) if name in FORBIDDEN_CALLS:
                    yield f"{path}:{node.lineno} {name}()"
                case ast.Call(func=ast.Attribute(attr=name)) if name in FORBIDDEN_METHODS:
                    yield f"{path}:{node.lineno} .{name}()"
                case ast.keyword(arg="shell", value=ast.Constant(value=True)):
                    yield f"{path}:{node.value.lineno} shell=True"


def imported(tree: ast.AST) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node.lineno
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def forbidden_modules(package: Path = PACKAGE) -> Found:
    for path, tree in modules(package):
        roots = {(name.split(".")[0], line) for name, line in imported(tree)}
        for name, line in sorted(roots):
            if name in FORBIDDEN_MODULES and (str(path), name) not in MODULES_ALLOWED:
                yield f"{path}:{line} {name}"


def weak_cryptography(package: Path = PACKAGE) -> Found:
    for path, tree in modules(package):
        allowed = WEAK_ALLOWED.get(str(path), set())
        for node in ast.walk(tree):
            match node:
                case ast.Attribute(attr=name) | ast.Name(id=name) if name in WEAK - allowed:
                    yield f"{path}:{node.lineno} {name}"
                case ast.alias(name=name) if name in WEAK - allowed:
                    yield f"{path} {name}"


def calls_out(package: Path = PACKAGE) -> Found:
    for path, tree in modules(package):
        if str(path) in CALLERS_OUT or str(path) in NAMES_ONLY:
            continue
        for name, line in imported(tree):
            if name in NETWORK:
                yield f"{path}:{line} {name}"


def unsafe_templates(package: Path = PACKAGE) -> Found:
    pattern = re.compile(r"\|\s*safe\b|autoescape\s+off|\|\s*safeseq\b")
    for path in sorted(package.rglob("templates/**/*.html")):
        name = str(path.relative_to(package))
        found = pattern.search(path.read_text(encoding="utf-8"))
        if found and name not in TEMPLATES_ALLOWED:
            yield f"{name}: {found.group(0)}"


def hazardous_scripts(package: Path = PACKAGE) -> Found:
    """Find what keeps data in the browser, makes markup of text, or listens to other windows."""
    words = (
        r"localStorage|sessionStorage|indexedDB|document\.cookie|innerHTML|outerHTML|"
        r"insertAdjacentHTML|document\.write|\beval\b|new Function|postMessage|onmessage|"
        r"__proto__|https?://|importScripts"
    )
    for path in sorted(package.rglob("static/**/*.js")):
        if found := re.search(words, path.read_text(encoding="utf-8")):
            yield f"{path.relative_to(package)}: {found.group(0)}"


def certificates_unchecked(package: Path = PACKAGE) -> Found:
    words = {"_create_unverified_context", "CERT_NONE", "check_hostname", "verify_mode"}
    for path, tree in modules(package):
        for node in ast.walk(tree):
            match node:
                case ast.Attribute(attr=name) if name in words:
                    yield f"{path}:{node.lineno} {name}"
                case ast.keyword(arg="verify", value=ast.Constant(value=False)):
                    yield f"{path}:{node.value.lineno} verify=False"


RULES: dict[str, tuple[Callable[[Path], Found], str, str]] = {
    "no text is run as code": (forbidden_calls, "run.py", "eval('1')"),
    "no shell is asked": (
        forbidden_calls,
        "run.py",
        "import subprocess\nsubprocess.run('x', shell=True)",
    ),
    "no format that runs code or fetches things": (forbidden_modules, "read.py", "import pickle"),
    "no chance that can be guessed": (forbidden_modules, "guess.py", "from random import choice"),
    "no weak cipher or digest": (weak_cryptography, "weak.py", "import hashlib\nhashlib.md5(b'')"),
    "nobody else calls out": (calls_out, "call.py", "import urllib.request"),
    "no template trusts what it shows": (unsafe_templates, "templates/x.html", "{{ name|safe }}"),
    "no script keeps, writes or trusts": (hazardous_scripts, "static/x.js", "a.innerHTML = b"),
    "every certificate is checked": (certificates_unchecked, "tls.py", "open(verify=False)"),
}
every_rule = pytest.mark.parametrize("rule", RULES, ids=str)


@every_rule
def test_the_source_keeps_the_rule(rule: str) -> None:
    find, _file, _line = RULES[rule]

    assert list(find(PACKAGE)) == []


@every_rule
def test_a_planted_hazard_is_found(tmp_path: Path, rule: str) -> None:
    find, file, line = RULES[rule]
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).write_text(line, encoding="utf-8")

    assert len(list(find(tmp_path))) == 1


def test_every_module_that_calls_out_is_there_and_in_the_papers() -> None:
    paper = (ROOT / "docs" / "operators" / "connections.md").read_text(encoding="utf-8")

    for path in CALLERS_OUT:
        assert (PACKAGE / path).exists(), path
        assert f"`{path}`" in paper, path


def test_every_module_with_cryptography_is_in_the_inventory() -> None:
    paper = (ROOT / "docs" / "rights" / "cryptography.md").read_text(encoding="utf-8")

    for path, tree in modules():
        names = {name.split(".")[0] for name, _line in imported(tree)}
        if names & {"cryptography", "argon2", "hashlib", "hmac", "secrets"}:
            assert f"`{path}`" in paper, path


def test_every_class_of_data_has_its_level() -> None:
    paper = (ROOT / "docs" / "rights" / "protection-levels.md").read_text(encoding="utf-8")
    declared = [
        config.room
        for config in apps.get_app_configs()
        if config.name.startswith("fairlead.") and hasattr(config, "room")
    ]
    classes = {
        one
        for room in declared
        for each in (*room.purposes, *room.duties)
        for one in each.data_classes - {EVERY_CLASS}
    }

    assert len(classes) > 5
    for one in classes:
        assert f"`{one}`" in paper, one
