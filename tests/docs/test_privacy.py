"""What the README promises about privacy: the program opens no connection."""

import os
import subprocess
import sys

# Tells what the environment says at the moment when onnxruntime is about to be imported.
SPY = """
import os, sys
class Spy:
    def find_spec(self, name, path=None, target=None):
        if name == "onnxruntime":
            print("switched off:", os.environ.get("ORT_DISABLE_TELEMETRY"))
sys.meta_path.insert(0, Spy())
import {module}
"""


def test_onnxruntime_is_told_not_to_report_before_it_is_imported():
    # It reports to its maker by default, and looks once, while it is imported.
    clean = {name: value for name, value in os.environ.items() if not name.startswith("ORT_")}
    for module in ("cli.main", "workers.submission"):
        command = [sys.executable, "-c", SPY.format(module=module)]
        told = subprocess.run(command, env=clean, capture_output=True, text=True, check=True)
        assert told.stdout == "switched off: 1\n", module


def test_openvino_is_loaded_without_the_part_that_reports():
    code = """
import sys, ocr.openvino_engine
print([name for name, module in sys.modules.items() if "openvino_telemetry" in name and module])
print("stub" if "openvino.tools.ovc.telemetry_stub" in sys.modules else "no tools")
"""
    command = [sys.executable, "-c", code]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\n")
    assert told[0] == "[]"
    assert told[1] in ("stub", "no tools")
