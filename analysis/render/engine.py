"""A notebook run by papermill within this process: no kernel is started, so that a report costs what its cells cost.

Cells give the outputs they give in an IPython kernel; there is nobody to ask, and there are no widgets.
"""

import base64
import io
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from nbformat import NotebookNode
from nbformat.v4 import new_output
from papermill.engines import Engine, NotebookExecutionManager, papermill_engines
from papermill.log import logger
from traitlets import Type
from traitlets.config import Config

ENGINE = "this-process"


class _Publisher(DisplayPublisher):
    """Keeps what is displayed as an output."""

    shell: Any

    def publish(self, data: Any, metadata: Any = None, *args: Any, **kwargs: Any) -> None:
        """Add an output."""
        self.shell.outputs.append(new_output("display_data", data=_encode(data), metadata=metadata or {}))

    def clear_output(self, wait: bool = False) -> None:
        """Drop the outputs of the cell."""
        self.shell.outputs.clear()


class _Hook(DisplayHook):
    """Keeps the value of a cell's last line as an output."""

    shell: Any

    def write_output_prompt(self) -> None:
        """Write nothing: the output has its number."""

    def write_format_data(self, format_dict: dict[str, Any], md_dict: dict[str, Any] | None = None) -> None:
        """Add an output."""
        output = new_output(
            "execute_result", data=_encode(format_dict), metadata=md_dict or {}, execution_count=self.prompt_count
        )
        self.shell.outputs.append(output)


class _Stream(io.TextIOBase):
    """Keeps what is printed as outputs, in one with what was printed just before."""

    def __init__(self, outputs: list[NotebookNode], name: str) -> None:
        self.outputs, self.name = outputs, name

    def writable(self) -> bool:
        """Say yes."""
        return True

    def write(self, text: str) -> int:
        """Add to the last output if it is of this stream, else add an output."""
        last = self.outputs[-1] if self.outputs else None
        if last is not None and last.output_type == "stream" and last.name == self.name:
            last.text += text
        elif text:
            self.outputs.append(new_output("stream", name=self.name, text=text))
        return len(text)


class Shell(InteractiveShell):
    """IPython without a terminal: what a cell puts out is kept in `outputs`."""

    display_pub_class = Type(_Publisher)
    displayhook_class = Type(_Hook)

    def __init__(self, **traits: Any) -> None:
        self.outputs: list[NotebookNode] = []
        super().__init__(**traits)

    def run(self, code: str) -> tuple[list[NotebookNode], bool]:
        """Run the code of a cell; return its outputs and whether it ran to its end."""
        self.outputs.clear()
        with redirect_stdout(_Stream(self.outputs, "stdout")), redirect_stderr(_Stream(self.outputs, "stderr")):
            result = self.run_cell(code, store_history=True)
        error = result.error_before_exec or result.error_in_exec
        if error is not None and not any(output.output_type == "error" for output in self.outputs):
            self._showtraceback(type(error), error, [str(error)])
        return list(self.outputs), error is None

    def _showtraceback(self, etype: type, evalue: BaseException, stb: list[str]) -> None:
        """Keep an error as an output."""
        self.outputs.append(new_output("error", ename=etype.__name__, evalue=str(evalue), traceback=stb))


class ThisProcessEngine(Engine):
    """Runs the cells of a notebook one after the other in this process."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: NotebookExecutionManager, kernel_name: str, **_: Any) -> None:
        """Run the cells until one fails, and put their outputs into the notebook."""
        logger.setLevel("ERROR")  # else it tells a slow disk to whoever waits for reports
        shell = Shell.instance(config=Config({"HistoryManager": {"enabled": False}}))
        nb_man.nb.metadata["language_info"] = {"name": "python", "pygments_lexer": "ipython3", "file_extension": ".py"}
        for index, cell in enumerate(nb_man.nb.cells):
            if cell.cell_type != "code" or not cell.source.strip():
                continue
            nb_man.autosave_cell()
            cell.execution_count = shell.execution_count
            cell.outputs, done = shell.run(cell.source)
            if not done and "raises-exception" not in cell.metadata.get("tags", []):
                nb_man.cell_exception(cell, index)
                break


papermill_engines.register(ENGINE, ThisProcessEngine)


def _encode(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the forms of a displayed thing as a notebook holds them: bytes in base64."""
    return {form: base64.b64encode(value).decode("ascii") if isinstance(value, bytes) else value for form, value in data.items()}
