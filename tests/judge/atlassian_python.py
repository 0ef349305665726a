"""Typical calls of atlassian-python-api: Cloud with v2 and v1, and Data Center."""

import os
import tempfile

from atlassian.confluence import ConfluenceServer, LegacyConfluenceCloud
from atlassian.confluence.cloud.cloud import ConfluenceCloud

from simulator import API_TOKEN, EMAIL, PASSWORD


class Player:
    """Makes calls, and keeps how each went."""

    def __init__(self, kind: str):
        self._kind = kind
        self.calls = []

    def call(self, name: str, act, expected=lambda value: True):
        """What the call returns; nothing where it fails."""
        error = value = None
        try:
            value = act()
            if not expected(value):
                error = f"unexpected {value!r:.300}"
        except Exception as failure:  # whatever a client throws is a finding
            error = f"{type(failure).__name__}: {failure}"
        self.calls.append((f"{self._kind} {name}", error))
        return {} if value is None else value


def cloud_v2(origin: str) -> list:
    """ConfluenceCloud, which speaks v2."""
    client = ConfluenceCloud(url=f"{origin}/wiki", username=EMAIL, password=API_TOKEN, cloud=True, api_version=2)
    player = Player("v2")
    call = player.call
    space = call("get_space_by_key", lambda: client.get_space_by_key("DOCS"), lambda got: got["key"] == "DOCS")
    call("get_spaces", lambda: list(client.get_spaces()), lambda got: len(got) >= 2)
    page = call("create_page", lambda: client.create_page(space.get("id"), "Judged in Python", "<p>One.</p>"))
    page_id = page.get("id")
    call("get_page_by_id", lambda: client.get_page_by_id(page_id, body_format="storage"),
         lambda got: got["body"]["storage"]["value"] == "<p>One.</p>")
    call("update_page", lambda: client.update_page(page_id, "Judged again", "<p>Two.</p>", status="current", version=1),
         lambda got: got["version"]["number"] == 2)
    call("get_pages", lambda: list(client.get_pages(space_id=space.get("id"), body_format="storage", limit=2)), lambda got: len(got) >= 2)
    call("get_page_by_title", lambda: client.get_page_by_title("DOCS", "Judged again"))
    call("create_page_footer_comment", lambda: client.create_page_footer_comment(page_id, "<p>Well.</p>"))
    call("get_page_footer_comments", lambda: list(client.get_page_footer_comments(page_id)),
         lambda got: len(got) == 1)
    call("add_page_label", lambda: client.add_page_label(page_id, "judged"))
    call("get_page_labels", lambda: list(client.get_page_labels(page_id)))
    call("create_page_property", lambda: client.create_page_property(page_id, "judged", {"by": "others"}))
    call("get_page_versions", lambda: list(client.get_page_versions(page_id)), lambda got: len(got) == 2)
    call("search", lambda: client.search("type = page"))
    call("delete_page", lambda: client.delete_page(page_id))
    return player.calls


def cloud_v1(origin: str) -> list:
    """LegacyConfluenceCloud on what is left of v1."""
    client = LegacyConfluenceCloud(
        url=f"{origin}/wiki/rest/api", username=EMAIL, password=API_TOKEN, cloud=True
    )
    v2 = ConfluenceCloud(url=f"{origin}/wiki", username=EMAIL, password=API_TOKEN, cloud=True, api_version=2)
    player = Player("v1")
    call = player.call
    space = v2.get_space_by_key("DOCS")
    page_id = v2.create_page(space["id"], "Judged by v1", "<p>One.</p>")["id"]
    call("get_current_user", client.get_current_user, lambda got: got["email"] == EMAIL)
    call("add_content_labels", lambda: client.add_content_labels(page_id, [{"prefix": "global", "name": "judged"}]))
    call("cql", lambda: client.get("search", params={"cql": "label = judged"}))
    call("get_groups", lambda: client.get("group"), lambda got: got["results"])
    return player.calls


def data_center(origin: str) -> list:
    """ConfluenceServer on a Data Center instance."""
    client = ConfluenceServer(url=f"{origin}/confluence", username="user", password=PASSWORD, cloud=False)
    player = Player("data center")
    call = player.call
    call("get_space", lambda: client.get_space("DOCS"), lambda got: got["key"] == "DOCS")
    call("get_all_spaces", lambda: list(client.get_all_spaces()))
    page = call("create_page", lambda: client.create_page("DOCS", "Judged in Python", "<p>One.</p>"))
    page_id = page.get("id")
    call("get_page_by_id", lambda: client.get_page_by_id(page_id, expand="body.storage,version"),
         lambda got: got["body"]["storage"]["value"] == "<p>One.</p>")
    call("update_page", lambda: client.update_page(page_id, "Judged again", "<p>Two.</p>"),
         lambda got: got["version"]["number"] == 2)
    call("get_all_pages_from_space", lambda: list(client.get_all_pages_from_space("DOCS")),
         lambda got: len(got) >= 2)
    call("get_page_by_title", lambda: client.get_page_by_title("DOCS", "Judged again"))
    call("add_comment", lambda: client.add_comment(page_id, "<p>Well.</p>"))
    call("get_page_comments", lambda: client.get_page_comments(page_id), lambda got: len(got["results"]) == 1)
    call("set_page_label", lambda: client.set_page_label(page_id, "judged"))
    call("get_page_labels", lambda: client.get_page_labels(page_id),
         lambda got: got["results"][0]["name"] == "judged")
    call("remove_page_label", lambda: client.remove_page_label(page_id, "judged"))
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "judged.txt")
        with open(file, "w", encoding="utf-8") as text:
            text.write("judged")
        call("attach_file", lambda: client.attach_file(file, page_id=page_id))
    # `attach_file` sends a part that there is none, so that the file is sent by hand for what comes after.
    call("post", lambda: client.post(
        f"rest/api/content/{page_id}/child/attachment", files={"file": ("judged.txt", b"judged", "text/plain")},
        headers={"X-Atlassian-Token": "nocheck"},
    ))
    call("get_attachments_from_content", lambda: client.get_attachments_from_content(page_id),
         lambda got: len(got["results"]) == 1)
    call("set_page_property", lambda: client.set_page_property(page_id, {"key": "judged", "value": {"by": "others"}}))
    call("cql", lambda: client.cql("type = page", limit=5), lambda got: got["results"])
    call("history", lambda: client.history(page_id))
    call("get_user_details_by_username", lambda: client.get_user_details_by_username("user"))
    call("remove_page", lambda: client.remove_page(page_id))
    return player.calls
