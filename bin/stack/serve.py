"""bin/serve: the whole application on this machine, with the demonstration.

It installs what is missing, makes a private PostgreSQL and Redis under var/, migrates, imports
the territories, loads the demonstration, and starts web, worker and beat. Started again, it is up
in seconds and keeps the data. Ctrl-C stops all that it started. Logs are in var/log/. The mails
that the application sends stay on this machine: they are read at the address printed as "Mails",
and kept in var/mail/. Remove var/ to begin anew.

From the environment, all optional:
  BIND                the address to listen on (127.0.0.1)
  PORT                the port (the first free one from 8000; the same again while it is free)
  DATABASE_URL        a PostgreSQL of your own, instead of the private one
  DATABASE_OWNER_URL  its owner's connection (the same as DATABASE_URL)
  REDIS_URL           a Redis of your own, instead of the private one
  EMAIL_URL           a mail server, instead of the page of mails and its files in var/mail/
Any other setting of docs/configuration.md is passed on to the application.
"""

import os
import sys
import urllib.error
import urllib.request

from stack import data, environment, install, ports, servers, services, stopping
from stack.locking import only_one
from stack.places import DEMO, Refused
from stack.progress import Step, say
from stack.supervisor import Supervisor


def main() -> None:
    stopping.listen()
    with only_one(DEMO):
        install.everything()
        with Supervisor(DEMO) as supervisor:
            addresses = servers.start(DEMO, supervisor)
            env = environment.of_stack(DEMO, "dev", addresses)
            url = _start(supervisor, env, private="DATABASE_URL" in addresses)
            _welcome(url, env)
            supervisor.watch()


def _start(supervisor: Supervisor, env: environment.Env, private: bool) -> str:
    """Starts the application on the servers, and returns its address once it answers."""
    if "EMAIL_URL" not in env:  # first, so that its ports are taken when the other is chosen
        _start_mailbox(supervisor, env)
    host, wanted = env.get("BIND", ports.LOCAL), env.get("PORT")
    port = ports.demand(wanted, host) if wanted else ports.choose(DEMO, "port", 8000, host)
    url = f"http://{'localhost' if host == ports.LOCAL else host}:{port}"
    env.setdefault("PUBLIC_URL", url)
    environment.keep(DEMO, env)
    data.prepare(DEMO, env, private)
    with Step("Web, worker and beat"):
        supervisor.start(services.web(env, host, port))
        supervisor.start(services.worker(env))
        supervisor.start(services.beat(env))
        servers.wait(lambda: _answers(f"http://localhost:{port}"), supervisor, "The web server")
    DEMO.remember("url", url)
    return url


def _start_mailbox(supervisor: Supervisor, env: environment.Env) -> None:
    port = ports.choose(DEMO, "mail_port", 8025)
    env["EMAIL_URL"] = f"smtp://{ports.LOCAL}:{port}"
    supervisor.start(services.mailbox(env, DEMO, port))
    servers.wait(lambda: not ports.is_free(ports.LOCAL, port), supervisor, "The mailbox")
    page = ports.choose(DEMO, "mails_port", 8026)
    supervisor.start(services.mail_page(env, DEMO, page))
    servers.wait(lambda: not ports.is_free(ports.LOCAL, page), supervisor, "The page of mails")


def _answers(url: str) -> bool:
    """Any answer below 500 will do; a proxy of the machine must not stand between."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        opener.open(f"{url}/sante/vivant", timeout=5).close()
    except urllib.error.HTTPError as error:
        return error.code < 500
    except OSError:
        return False
    return True


def _welcome(url: str, env: environment.Env) -> None:
    say(f"\n{data.accounts(DEMO, env)}\n")
    say(f"Application: {url}")
    if "EMAIL_URL" not in os.environ:
        say(f"Mails:       http://localhost:{DEMO.recall('mails_port')}/")
    say(f"Logs:        {DEMO.logs}/")
    say("Ctrl-C stops everything.")


if __name__ == "__main__":
    if {"-h", "--help"} & set(sys.argv[1:]):
        say(__doc__ or "")
        sys.exit()
    try:
        main()
    except Refused as refusal:
        say(f"bin/serve: {refusal}")
        sys.exit(1)
    except stopping.Stopped:
        say("\nStopped.")
        sys.exit()
