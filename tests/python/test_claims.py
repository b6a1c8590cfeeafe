"""Every claim: recordings on both sides of its rule, between them, measured once, of something else, and failed."""
from __future__ import annotations

import pytest

import contended
import model
import overheads
from analysis.claims import claim_a_cores, claim_b_sharing, claim_c_one_file, claim_d_short_tasks, claim_e_threads
from analysis.claims.claim import Verdict

HOLDS, DOES_NOT_HOLD, UNDECIDED, NOT_RECORDED = Verdict
THREADS, PROCESSES = "thread_pool", "process_pool"
THREE = ("serial", THREADS, PROCESSES)
RECORDED = {
    claim_a_cores: model.scaling(THREE),
    claim_b_sharing: model.sizes((*THREE, "process_pool_pipe"), ["warm"], [1_000, 9_999_999]),
    claim_c_one_file: contended.locks(),
    claim_d_short_tasks: overheads.granularity([THREADS, PROCESSES, "process_per_call"], [2]),
    claim_e_threads: [*contended.locks(), *contended.waiting((THREADS, PROCESSES), (1, 64)),
                      *overheads.dispatch((THREADS, PROCESSES)),
                      *overheads.granularity([THREADS, PROCESSES], [2])]}
claims = pytest.mark.parametrize("claim", RECORDED, ids=lambda each: each.__name__)


def slowed(rows, factor, strategy=PROCESSES):
    return [{**row, "real_time": factor * row["real_time"]} if f"/{strategy}/" in row["name"] else row for row in rows]


def without(rows, *strategies):
    return [row for row in rows if not any(f"/{each}/" in row["name"] for each in strategies)]


def said(finding, measured):
    """The row of evidence that begins so."""
    return next(each for each in finding.evidence if each.measured.startswith(measured))


@pytest.mark.parametrize("claim, factor, verdict", [
    (claim_a_cores, 1.0, HOLDS), (claim_a_cores, 1.25, UNDECIDED), (claim_a_cores, 1.5, DOES_NOT_HOLD),
    (claim_b_sharing, 1.0, HOLDS), (claim_b_sharing, 1.25, UNDECIDED), (claim_b_sharing, 1.5, DOES_NOT_HOLD),
    (claim_c_one_file, 1.0, DOES_NOT_HOLD), (claim_c_one_file, 1.89, UNDECIDED), (claim_c_one_file, 3.0, HOLDS),
    (claim_d_short_tasks, 1.0, DOES_NOT_HOLD), (claim_d_short_tasks, 1.143, UNDECIDED),
    (claim_d_short_tasks, 1.3, HOLDS),
    (claim_e_threads, 0.6, DOES_NOT_HOLD), (claim_e_threads, 1.0, UNDECIDED), (claim_e_threads, 1.3, HOLDS)])
def test_on_which_side_of_its_rule_a_recording_is(record_lives, claim, factor, verdict):
    """Processes take `factor` times as long as in the model."""
    finding = claim.judge(record_lives(RECORDED[claim], factor={PROCESSES: factor}))
    assert finding.verdict is verdict, finding.sentence
    assert finding.claim is claim.CLAIM and "[" in finding.sentence and ".." in finding.evidence[0].interval
    assert ("Undecided, since" in finding.sentence) is (verdict is UNDECIDED)


@claims
def test_measured_once_decides_nothing(record, record_lives, claim):
    for recording in (record(RECORDED[claim]), record_lives(RECORDED[claim], lives=1)):
        finding = claim.judge(recording)
        assert finding.verdict is UNDECIDED and "Measured in one life" in finding.sentence
        assert finding.evidence[0].interval == "" and finding.evidence[0].value.endswith("x")


@claims
@pytest.mark.parametrize("lacking", [THREE, (PROCESSES,)])
def test_without_its_rows_it_says_what_to_record(record_lives, claim, lacking):
    finding = claim.judge(record_lives(without(RECORDED[claim], *lacking), lives=3))
    assert finding.verdict is NOT_RECORDED
    assert finding.sentence == f"Record what decides it: {claim.CLAIM.how_to_record}"
    assert said(finding, "").value == "not measured" and "record with --questions=" in said(finding, "").says


@claims
def test_what_failed_says_why(record_lives, claim):
    finding = claim.judge(record_lives(overheads.failing(RECORDED[claim], PROCESSES), lives=3))
    assert finding.verdict is NOT_RECORDED
    assert said(finding, "").says == "process_pool: worker 1 died: signal 9"
    assert finding.sentence.startswith("There is nothing to judge it by: process_pool: worker 1 died: signal 9")


@pytest.mark.parametrize("claim", [claim_b_sharing, claim_c_one_file, claim_d_short_tasks, claim_e_threads])
def test_without_threads_there_is_no_comparison(record_lives, claim):
    assert claim.judge(record_lives(without(RECORDED[claim], THREADS), lives=3)).verdict is NOT_RECORDED


@pytest.mark.parametrize("claim", [claim_a_cores, claim_b_sharing, claim_c_one_file])
def test_rows_that_too_few_workers_computed_prove_nothing(record_lives, claim):
    rows = [{**row, "workers_observed": 1.0} if f"/{PROCESSES}/" in row["name"] else row for row in RECORDED[claim]]
    finding = claim.judge(record_lives(rows, lives=3))
    assert finding.verdict is NOT_RECORDED
    assert said(finding, "").says == "process_pool: too few workers took part"


@claims
def test_a_rule_names_the_limit_that_decides(record_lives, claim):
    finding = claim.judge(record_lives(RECORDED[claim], factor={PROCESSES: 3.0}))
    limit = finding.evidence[0].says.split()[-1]
    assert {claim_a_cores: "0.8 x cores", claim_b_sharing: limit, claim_c_one_file: "2 x", claim_d_short_tasks: "2 x",
            claim_e_threads: limit}[claim] in finding.claim.rule


def test_cores_are_those_of_the_machine_not_its_hyper_threads(record_lives):
    rows = slowed(RECORDED[claim_a_cores], 1.5)  # 1.33 times as fast: too little for two cores
    judged = {cores: claim_a_cores.judge(record_lives(rows, cores=cores, effective_cpus="4"))
              for cores in ("4", "2", "1", "many")}
    says = {cores: said(judged[cores], "speed-up of 4 processes").says for cores in ("4", "2", "many")}
    four = "against it: below 3.20x"
    assert says == {"4": four, "2": "against it: below 1.60x", "many": four}
    assert judged["1"].verdict is UNDECIDED and "nothing to split" in judged["1"].sentence and not judged["1"].evidence


def test_slices_that_compute_for_long_count_as_much_as_squares(record_lives):
    grain = [*overheads.slices(), *overheads.grain(PROCESSES, 1e-6)]
    alone = claim_a_cores.judge(record_lives(grain, noise=0.001))
    assert alone.verdict is HOLDS and said(alone, "speed-up of 2 processes").value == "2.00x"
    both = claim_a_cores.judge(record_lives(grain + slowed(model.scaling(("serial", PROCESSES)), 2.0), noise=0.001))
    each = [float(said(both, f"... {what}").value[:-1]) for what in ("1,000,000 x 256", "slices of 2", "slices of 10")]
    assert each == pytest.approx([1, 2, 2], rel=0.01)
    assert said(both, "speed-up of 2 processes over").value == "1.59x"  # the cube root of 1 x 2 x 2


def test_work_that_hardly_computes_decides_nothing(record_lives):
    rows = [row for row in RECORDED[claim_a_cores] if "/intensity:1/" in row["name"]]
    assert claim_a_cores.judge(record_lives(rows)).verdict is NOT_RECORDED
    finding = claim_a_cores.judge(record_lives(RECORDED[claim_a_cores]))
    assert said(finding, "speed-up of 2 processes: 1,000,000 plain squares").says == "decides nothing: hardly computes"


def test_one_worker_is_no_split(record_lives):
    rows = [row for row in RECORDED[claim_a_cores] if "/workers:1/" in row["name"]]
    assert claim_a_cores.judge(record_lives(rows)).verdict is NOT_RECORDED


def test_copying_home_is_told_beside_sharing(record_lives):
    rows = RECORDED[claim_b_sharing]
    finding = claim_b_sharing.judge(record_lives(rows))
    assert "9,999,999 squares" in finding.sentence
    assert "If results are copied through pipes instead, it takes" in finding.sentence
    cost = float(said(finding, "time through pipes").value[:-1])
    times = {name: next(row["real_time"] for row in rows if f"/{name}/n:9999999" in row["name"])
             for name in (PROCESSES, "process_pool_pipe")}
    assert cost == pytest.approx(times["process_pool_pipe"] / times[PROCESSES], rel=0.05)
    lacking = claim_b_sharing.judge(record_lives(without(rows, "process_pool_pipe")))
    assert lacking.verdict is HOLDS and said(lacking, "time through pipes").says == "record with --questions=sizes"


def test_the_largest_size_that_both_were_measured_at_decides(record_lives):
    rows = [row for row in RECORDED[claim_b_sharing] if f"/{THREADS}/n:9999999/" not in row["name"]]
    assert "1,000 squares" in claim_b_sharing.judge(record_lives(rows)).sentence


def test_who_waits_is_told_for_threads_and_processes(record_lives):
    finding = claim_c_one_file.judge(record_lives(RECORDED[claim_c_one_file], noise=0.001))
    assert "Processes wait 68 % of their time for it, threads 73 %." in finding.sentence
    assert "4 processes have 1.54x" in finding.sentence and "The lock makes threads wait as well" in finding.sentence
    assert said(finding, "time that 4 processes wait for ofd")[1:4] == ("68 %", "", "75 % if they only take turns")
    assert [each.measured for each in finding.evidence if "..." in each.measured] == ["... shared_mutex", "... ofd"]
    assert said(finding, "throughput, 4 threads over 1").value == "1.54x"


def test_locks_that_only_one_side_can_take_do_not_decide(record_lives):
    rows = slowed(contended.locks(chosen=("mutex", "file_lock", "rw", "append", "disjoint", "own_file")), 3.0)
    assert claim_c_one_file.judge(record_lives(rows, lives=3)).verdict is NOT_RECORDED


def test_locks_count_by_their_geometric_mean(record_lives):
    rows = [row for lock, factor in (("ofd", 9.0), ("shared_mutex", 1.0))
            for row in slowed(contended.locks(counts=(4,), chosen=(lock,)), factor)]
    finding = claim_c_one_file.judge(record_lives(rows, noise=0.001))
    each = [float(said(finding, f"... {lock}").value[:-1]) for lock in ("ofd", "shared_mutex")]
    assert float(finding.evidence[0].value[:-1]) == pytest.approx((each[0] * each[1]) ** 0.5, rel=0.01)


def test_workers_are_those_that_both_have(record_lives):
    rows = [*contended.locks((THREADS,), (1, 2, 4)), *contended.locks((PROCESSES,), (1, 2))]
    finding = claim_c_one_file.judge(record_lives(rows))
    assert "2 processes take" in finding.sentence and finding.verdict is DOES_NOT_HOLD
    alone = claim_c_one_file.judge(record_lives(contended.locks(counts=(1,))))
    assert alone.verdict is NOT_RECORDED  # one worker waits for nobody


def test_files_that_are_synchronised_are_told_and_decide_nothing(record_lives):
    rows = RECORDED[claim_c_one_file] + slowed(contended.locks(counts=(4,), regime="sync_each"), 5.0)
    finding = claim_c_one_file.judge(record_lives(rows))
    assert finding.verdict is DOES_NOT_HOLD
    assert said(finding, "... where every update goes to the device").says == "decides nothing"


def test_new_processes_and_pythons_are_told_beside_those_kept_ready(record_lives):
    many = (THREADS, PROCESSES, "process_per_call", "process_spawn", "thread_per_call", "python_pool_fork")
    rows = [*overheads.granularity(many, [2]), *overheads.startup(many), *overheads.dispatch(many)]
    finding = claim_d_short_tasks.judge(record_lives(rows, noise=0.001, lives=5))
    assert "Only new processes are unfit" in finding.sentence
    assert "300 µs (processes forked for each call)" in finding.sentence
    cold = said(finding, "METG of processes, with start")
    assert cold.value == "651 µs" and cold.interval.count(" µs") == 2
    assert said(finding, "start to stop of Python's Pool, forked").value.startswith("13.")
    python = said(finding, "empty call of Python's Pool.map")
    assert float(python.value[:-1]) == pytest.approx(110e-6 / 0.6e-6, rel=0.05)
    assert said(claim_d_short_tasks.judge(record_lives(RECORDED[claim_d_short_tasks])), "empty call").says == (
        "record with --questions=python")


def test_ends_beyond_the_slices_recorded_are_words(record_lives):
    rows = [*overheads.slices(), *overheads.grain(THREADS, 1e-6), *overheads.grain(PROCESSES, 1.0)]
    finding = claim_d_short_tasks.judge(record_lives(rows, noise=0.001))
    assert finding.verdict is HOLDS and finding.evidence[0].value == ">999x"
    assert said(finding, "METG of ready processes")[:4] == ("METG of ready processes", "never up to 10.5 ms", "",
                                                         "the shortest task that pays")


def test_it_depends_where_parts_are_sure_and_disagree(record_lives):
    rows = [*contended.locks(), *slowed(contended.waiting((THREADS, PROCESSES), (1, 64)), 2.0)]
    finding = claim_e_threads.judge(record_lives(rows))
    assert finding.verdict is UNDECIDED
    assert finding.sentence.startswith("It depends. As claimed: waiting with 64 workers 2.")
    assert "Against it: updating one file" in finding.sentence
    assert "Not measured: hand-off latency; first run after a rest; METG." in finding.sentence


def test_one_part_of_the_last_claim_is_enough_to_judge_by(record_lives):
    rows = slowed(contended.waiting((THREADS, PROCESSES), (4,), ("pipe",)), 3.0)
    finding = claim_e_threads.judge(record_lives(rows))
    assert finding.verdict is HOLDS and "waiting with 4 workers 3.0" in finding.sentence
    assert said(finding, "updating one file").says == "record with --questions=contention"
