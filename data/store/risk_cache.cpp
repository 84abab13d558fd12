// The latest assessments kept beside the data, derived and droppable: the columns of a RiskTable one after
// another in one blob, after the number of this layout.
#include <cstring>

#include "data/store/spatialite_store.hpp"
#include "data/store/words.hpp"

namespace anxin {
namespace {

constexpr char kLayout = 2;  // 1 had rules in one byte and no number
constexpr std::size_t kRowBytes = sizeof(Grade) + 1 + 4 + 8 + 2 + sizeof(RuleBits);

template <class T>
void append_column(std::string& out, const std::vector<T>& column) {
  out.append(reinterpret_cast<const char*>(column.data()), column.size() * sizeof(T));
}

template <class T>
void take(std::string_view& bytes, std::vector<T>& column, std::size_t rows) {
  column.resize(rows);
  if (rows > 0) std::memcpy(column.data(), bytes.data(), rows * sizeof(T));
  bytes.remove_prefix(rows * sizeof(T));
}

}  // namespace

Result<std::optional<RiskTable>> SpatialiteStore::load_risk(const Registry& registry, Day as_of,
                                                            const std::string& rules_digest) {
  const Result<Statement*> rows = statement("load_risk");
  if (!rows) return std::unexpected(rows.error());
  const Result<bool> row =
      (*rows)->bind(1, registry.revision).bind(2, day_number(as_of)).bind(3, rules_digest).next();
  if (!row) return std::unexpected(row.error());
  if (!*row) return std::optional<RiskTable>();
  std::string_view bytes = (*rows)->blob(0);
  const std::size_t n = registry.projects();
  std::optional<RiskTable> table;
  if (bytes.size() == 1 + n * kRowBytes && bytes.front() == kLayout) {
    bytes.remove_prefix(1);
    table.emplace();
    table->as_of = as_of;
    table->rules_digest = rules_digest;
    table->revision = registry.revision;
    take(bytes, table->grade, n);
    take(bytes, table->incomplete, n);
    take(bytes, table->score_milli, n);
    take(bytes, table->arrears_fen, n);
    take(bytes, table->age_tenths, n);
    take(bytes, table->rules, n);
  }
  (*rows)->reset();
  return table;
}

Status SpatialiteStore::save_risk(const Registry& registry, const RiskTable& table) {
  std::string bytes;
  bytes.reserve(1 + registry.projects() * kRowBytes);
  bytes.push_back(kLayout);
  append_column(bytes, table.grade);
  append_column(bytes, table.incomplete);
  append_column(bytes, table.score_milli);
  append_column(bytes, table.arrears_fen);
  append_column(bytes, table.age_tenths);
  append_column(bytes, table.rules);
  if (bytes.size() != 1 + registry.projects() * kRowBytes) {
    return fail(ErrorCode::Internal, "评估表与数据的行数不符。",
                "The assessment's rows do not match the data.");
  }
  Result<Transaction> transaction = Transaction::begin(database_);
  if (!transaction) return std::unexpected(transaction.error());
  const Result<Statement*> save = statement("save_risk");
  if (!save) return std::unexpected(save.error());
  (*save)
      ->bind(1, table.revision)
      .bind(2, day_number(table.as_of))
      .bind(3, table.rules_digest)
      .bind_blob(4, bytes);
  if (Status saved = (*save)->run(); !saved) return saved;
  const Result<Statement*> prune = statement("prune_risk");
  if (!prune) return std::unexpected(prune.error());
  if (Status pruned = (*prune)->bind(1, table.revision).run(); !pruned) return pruned;
  return transaction->commit();
}

}  // namespace anxin
