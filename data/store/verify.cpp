// anxin verify: the chain record by record, the head outside, the tables against the journal's digests, the
// geometry against its columns, the R*Tree against the table. Every fault is named; nothing is repaired here.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "data/db/geometry_blob.hpp"
#include "data/store/operation_check.hpp"
#include "data/store/row_check.hpp"
#include "data/store/spatial_index.hpp"
#include "data/store/spatialite_store.hpp"
#include "data/store/sql.hpp"
#include "data/store/words.hpp"

namespace anxin {
namespace {

void add_fault(VerifyReport& report, std::string zh, std::string en) {
  report.ok = false;
  report.faults_zh.push_back(std::move(zh));
  report.faults_en.push_back(std::move(en));
}

// Walks the chain; keeps each revision's digest for the head outside.
Status check_chain(SpatialiteStore& store, VerifyReport& report, std::map<Revision, std::string>& digests) {
  const Result<Statement*> rows = store.statement("journal");
  if (!rows) return std::unexpected(rows.error());
  Digest previous{};
  Revision expected = 0;
  while (true) {
    const Result<bool> row = (*rows)->next();
    if (!row) return std::unexpected(row.error());
    if (!*row) break;
    const auto revision = static_cast<Revision>((*rows)->integer(0));
    const std::string_view bytes = (*rows)->blob(1), stored = (*rows)->blob(2);
    ++report.records;
    if (revision != expected) {
      add_fault(report, fmt::format("流水第 {} 条缺失或被重排（此处是第 {} 条）。", expected, revision),
                fmt::format("Journal record {} is missing or out of order (record {} stands here).", expected,
                            revision));
    }
    const Digest digest = chain(previous, bytes);
    if (as_bytes(digest) != stored) {
      add_fault(report, fmt::format("流水第 {} 条与其摘要不符。", revision),
                fmt::format("Journal record {} does not match its digest.", revision));
    }
    if (stored.size() == previous.size()) std::ranges::copy(stored, previous.begin());
    expected = revision + 1;
    report.head = to_hex(previous);
    digests[revision] = report.head;
  }
  if (report.records == 0) add_fault(report, "流水为空。", "The journal is empty.");
  return {};
}

void check_head(SpatialiteStore& store, VerifyReport& report,
                const std::map<Revision, std::string>& digests) {
  const Result<std::optional<Head>> outside = read_head(store.database().file());
  if (!outside) {
    add_fault(report, outside.error().zh, outside.error().en);
    return;
  }
  if (!*outside) {
    add_fault(report, "存储外没有流水头文件。", "There is no head file beside the store.");
    return;
  }
  const auto found = digests.find((*outside)->revision);
  if (found == digests.end()) {
    add_fault(
        report, fmt::format("流水尾部被截断：存储外的流水头是第 {} 条。", (*outside)->revision),
        fmt::format("The journal's tail was cut: the head outside names record {}.", (*outside)->revision));
  } else if (found->second != (*outside)->digest) {
    add_fault(report, fmt::format("流水第 {} 条与存储外的流水头不符。", found->first),
              fmt::format("Journal record {} does not match the head outside.", found->first));
  }
}

// What the store says of itself is what it was made as: a drill's mark put in or taken out later, or that of
// a simulation, is told from districts and units that were changed.
Status check_creation(SpatialiteStore& store, VerifyReport& report) {
  const Result<Statement*> rows = store.statement("journal");
  if (!rows) return std::unexpected(rows.error());
  const Result<bool> row = (*rows)->next();
  if (!row) return std::unexpected(row.error());
  if (!*row || (*rows)->integer(0) != 0) return {};  // said already
  const std::string recorded((*rows)->blob(1));
  (*rows)->reset();
  // Whether it was made so, but for these marks.
  const auto but_for = [&](bool exercise, bool simulated) {
    StoreInfo info = store.info();
    info.exercise = info.exercise != exercise;
    info.simulated = info.simulated != simulated;
    if (canonical(creation_of(info)) == recorded) return true;
    // A district may have been given with its own code as its district, which no column keeps.
    for (AreaRow& district : info.districts) district.district = district.code;
    return canonical(creation_of(info)) == recorded;
  };
  if (but_for(false, false)) return {};
  const bool both = but_for(true, true);
  const bool exercise = both || but_for(true, false), simulated = both || but_for(false, true);
  if (exercise) {
    add_fault(report, "演练标记与流水第 0 条不符。", "The drill mark does not match journal record 0.");
  }
  if (simulated) {
    add_fault(report, "模拟数据标记与流水第 0 条不符。",
              "The mark of simulated data does not match journal record 0.");
  }
  if (!exercise && !simulated) {
    add_fault(report, "数据包、起点、区界或监管单位与流水第 0 条不符。",
              "Pack, anchor, districts or supervising units do not match journal record 0.");
  }
  return {};
}

// The batch rows say what the journal says.
Status check_batches(SpatialiteStore& store, VerifyReport& report) {
  const Result<Statement*> rows = store.statement("batch_rows");
  if (!rows) return std::unexpected(rows.error());
  std::map<std::int64_t, std::string> expected;
  while (true) {
    const Result<bool> row = (*rows)->next();
    if (!row) return std::unexpected(row.error());
    if (!*row) break;
    const Statement& s = **rows;
    Change change;
    change.revision = static_cast<Revision>(s.integer(0));
    change.at = Instant{std::chrono::seconds{s.integer(1)}};
    change.what = s.text(2);
    change.seat = s.text(3);
    change.command_id = s.text(4);
    change.source = s.text(5);
    change.rows = static_cast<std::uint64_t>(s.integer(6) + s.integer(7));
    change.digest = s.text(8);
    change.undoes = s.integer(9);
    change.kind = change.undoes != 0 ? Change::Kind::BatchUndone : Change::Kind::BatchImported;
    expected[s.integer(0)] = canonical(change);
  }
  const Result<Statement*> journal = store.statement("journal");
  if (!journal) return std::unexpected(journal.error());
  while (true) {
    const Result<bool> row = (*journal)->next();
    if (!row) return std::unexpected(row.error());
    if (!*row) break;
    const std::int64_t revision = (*journal)->integer(0);
    if (revision == 0 || (is_operations((*journal)->blob(1)) && !expected.contains(revision))) continue;
    const auto found = expected.find(revision);
    if (found == expected.end() || found->second != (*journal)->blob(1)) {
      add_fault(report, fmt::format("第 {} 批的登记与流水不符。", revision),
                fmt::format("The entry of batch {} does not match the journal.", revision));
    }
    if (found != expected.end()) expected.erase(found);
  }
  for (const auto& [batch, bytes] : expected) {
    add_fault(report, fmt::format("第 {} 批不在流水中。", batch),
              fmt::format("Batch {} is not in the journal.", batch));
  }
  return {};
}

Status check_geometry(SpatialiteStore& store, VerifyReport& report) {
  const Result<Statement*> rows = store.statement("geometry_positions");
  if (!rows) return std::unexpected(rows.error());
  while (true) {
    const Result<bool> row = (*rows)->next();
    if (!row) return std::unexpected(row.error());
    if (!*row) return {};
    const Result<LonLat> at = point_from_blob((*rows)->blob(3));
    if (!at || *at != LonLat::of_degrees((*rows)->real(1), (*rows)->real(2))) {
      add_fault(report, fmt::format("项目 {} 的几何与经纬度不符。", (*rows)->text(0)),
                fmt::format("The geometry of project {} does not match its longitude and latitude.",
                            (*rows)->text(0)));
    }
  }
}

Status check_pages(SpatialiteStore& store, VerifyReport& report) {
  for (const std::string_view name : {"integrity", "index_rowids"}) {
    const Result<Statement*> rows = store.statement(name);
    if (!rows) return std::unexpected(rows.error());
    const Result<bool> row = (*rows)->next();
    if (!row || (*rows)->text(0) == "ok") {
      (*rows)->reset();
      if (!row) add_fault(report, row.error().zh, row.error().en);
      continue;
    }
    std::string detail((*rows)->text(0));
    std::ranges::replace(detail, '\n', ' ');
    (*rows)->reset();
    add_fault(report, fmt::format("存储文件内部不一致：{}。", detail),
              fmt::format("The file is inconsistent: {}.", detail));
  }
  return {};
}

}  // namespace

Result<VerifyReport> SpatialiteStore::verify() {
  VerifyReport report;
  std::map<Revision, std::string> digests;
  Status done = check_pages(*this, report);
  if (done) done = check_chain(*this, report, digests);
  if (!done) return std::unexpected(done.error());
  const bool sound = report.ok;
  done = check_creation(*this, report);
  if (!done) return std::unexpected(done.error());
  check_head(*this, report, digests);
  done = check_batches(*this, report);
  if (done) done = check_geometry(*this, report);
  if (!done) return std::unexpected(done.error());
  const Result<std::vector<StoreNotice>> rows = row_faults(*this);
  if (!rows) return std::unexpected(rows.error());
  for (const StoreNotice& fault : *rows) add_fault(report, fault.zh, fault.en);
  if (sound) {  // a broken chain amounts to nothing that tables could be held against
    const Result<std::vector<StoreNotice>> operations = operation_faults(*this);
    if (!operations) return std::unexpected(operations.error());
    for (const StoreNotice& fault : *operations) add_fault(report, fault.zh, fault.en);
  }
  const Result<std::vector<StoreNotice>> layers = operation_index_faults(database_);
  if (!layers) return std::unexpected(layers.error());
  for (const StoreNotice& fault : *layers) add_fault(report, fault.zh, fault.en);
  const Result<std::optional<StoreNotice>> index = index_fault(database_);
  if (!index) return std::unexpected(index.error());
  if (*index) add_fault(report, (*index)->zh, (*index)->en);
  return report;
}

}  // namespace anxin
