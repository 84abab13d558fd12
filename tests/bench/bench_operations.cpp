// A dispatch command from the wish to the published world, durable: commit_operations of one order of three
// units on a store with 500 open incidents and 5,000 units, decide's and evolve's part included as evolve.
// Beside it, in the same run and on the same disk, the least that durability costs: one row into a bare
// SQLite file, WAL and synchronous=FULL. Five runs of 100 commands each, all printed.
//     bench_operations FOLDER [bound_ms]
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <vector>

#include "data/db/database.hpp"
#include "data/model/decide.hpp"
#include "data/store/store.hpp"

namespace {

using namespace anxin;
namespace fs = std::filesystem;
using Watch = std::chrono::steady_clock;

constexpr int kUnits = 5000, kIncidents = 500, kRuns = 5, kCommands = 100, kPerOrder = 3;

Instant at(std::int64_t second) { return Instant{std::chrono::seconds{1'795'000'000 + second}}; }
std::string incident_id(int n) { return fmt::format("I-20261118-{:03}", n); }
std::string unit_id(int n) { return fmt::format("U-110105-LEAD-{:04}", n); }
LonLat place(int n) { return LonLat::of_degrees(116.0 + 0.0001 * (n % 9000), 39.5 + 0.0003 * (n % 1700)); }

std::vector<OperationChange> opening() {
  std::vector<OperationChange> changes;
  for (int n = 0; n < kUnits; ++n) {
    ResponseUnit unit;
    unit.id = unit_id(n);
    unit.name = fmt::format("监察 {} 队", n);
    unit.member_unit = "hrss";
    unit.supervising_unit = "110105";
    unit.functions = 1;
    unit.base = place(n);
    unit.people = 4;
    unit.post_phone = fmt::format("010-5550{:04}", n);
    changes.emplace_back(UnitEnrolled{unit});
  }
  for (int n = 0; n < kIncidents; ++n) {
    Incident incident;
    incident.id = incident_id(n);
    incident.place = fmt::format("样例路 {} 号", n);
    incident.at = place(n * 17);
    incident.supervising_unit = "110105";
    incident.reported = at(0);
    incident.sources = {{IncidentSource::Hotline12345, fmt::format("A{}", n), at(0)}};
    incident.persons = 30;
    changes.emplace_back(IncidentReported{incident});
    changes.emplace_back(IncidentConfirmed{incident.id, "plan-iii", FunctionCounts{3}});
  }
  return changes;
}

UnitsDispatched order(int n) {
  const int incident = n % kIncidents;
  UnitsDispatched sent{fmt::format("D-{}", n), incident_id(incident), {}};
  for (int part = 0; part < kPerOrder; ++part) {
    Assignment a;
    a.id = fmt::format("{}/{}", sent.incident, n / kIncidents * kPerOrder + part + 1);
    a.incident = sent.incident;
    a.unit = unit_id((n * kPerOrder + part) % kUnits);
    a.order = sent.order;
    a.offered = at(n);
    a.expected_s = 900;
    a.distance_m = 8300;
    sent.assignments.push_back(a);
  }
  return sent;
}

struct Figures {
  double median = 0, p95 = 0;
};
Figures figures(std::vector<double> ms) {
  std::ranges::sort(ms);
  return {ms[ms.size() / 2], ms[ms.size() * 95 / 100]};
}

template <class Command>
Figures timed(const char* name, const Command& command) {
  std::vector<double> all, medians, p95s;
  for (int run = 0; run < kRuns; ++run) {
    std::vector<double> ms;
    for (int i = 0; i < kCommands; ++i) {
      const auto start = Watch::now();
      command(run * kCommands + i);
      ms.push_back(std::chrono::duration<double, std::milli>(Watch::now() - start).count());
    }
    const Figures f = figures(ms);
    std::printf("  %s: median %.3f ms, p95 %.3f ms\n", name, f.median, f.p95);
    medians.push_back(f.median), p95s.push_back(f.p95);
  }
  return {figures(medians).median, figures(p95s).median};
}

[[noreturn]] void stop(const Error& error) {
  std::fprintf(stderr, "%s\n", error.en.c_str());
  std::exit(4);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  const double bound_ms = argc > 2 ? std::atof(argv[2]) : 5.0;
  const fs::path folder = fs::path(argv[1]) / "operations";
  fs::remove_all(folder);
  fs::create_directories(folder);
  StoreInfo info;
  info.simulated = true;
  info.anchor = at(0);
  info.pack = "bench";
  auto store = create_store(folder / "city.anxin", info);
  if (!store) stop(store.error());
  Operations world;
  const auto opened = (*store)->commit_operations(0, opening(), {at(0), "seat", "", "operations", ""});
  if (!opened) stop(opened.error());
  world = evolve(world, *opened);
  const Figures ours = timed("dispatch command", [&](int n) {
    const auto done = (*store)->commit_operations(world.revision, {order(n)},
                                                  {at(n), "seat", fmt::format("c{}", n), "operations", ""});
    if (!done) stop(done.error());
    world = evolve(std::move(world),
                   *done);  // what the desk publishes; the one before stays with whoever reads it
  });
  auto bare = Database::open(folder / "bare.db", {.create = true, .spatial = false});
  if (!bare) stop(bare.error());
  if (Status made =
          bare->run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE row (n, text)");
      !made)
    stop(made.error());
  auto insert = bare->prepare("INSERT INTO row VALUES (?1, 'dispatch')");
  if (!insert) stop(insert.error());
  const Figures peer = timed("bare SQLite commit", [&](int n) {
    if (Status done = insert->bind(1, n).run(); !done) stop(done.error());
  });
  const bool ok = ours.p95 <= bound_ms;
  std::printf(
      "command to published world, durable: p95 %.3f ms, bound %.1f ms, ratio %.2f %s; bare commit p95 %.3f "
      "ms\n",
      ours.p95, bound_ms, ours.p95 / bound_ms, ok ? "ok" : "OVER", peer.p95);
  std::printf("  state at the end: %zu units, %zu incidents, %zu assignments\n", world.units->size(),
              world.incidents->size(), world.assignments->size());
  fs::remove_all(folder);
  return ok ? 0 : 1;
}
