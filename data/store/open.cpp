// Making and opening a store: settings read back, foreign and newer files refused, the cheap checks.
#include <fmt/format.h>

#include <system_error>
#include <utility>

#include "data/db/geometry_blob.hpp"
#include "data/store/operation_check.hpp"
#include "data/store/spatial_index.hpp"
#include "data/store/spatialite_store.hpp"
#include "data/store/sql.hpp"
#include "data/store/words.hpp"

namespace anxin {
namespace {

namespace fs = std::filesystem;

std::unexpected<Error> store_error(const fs::path& file, std::string_view zh, std::string_view en) {
  return fail(ErrorCode::Store, fmt::format("{} {}。", file.string(), zh),
              fmt::format("{} {}.", file.string(), en));
}

// journal_mode=WAL and synchronous=FULL, read back: whatever is acknowledged must survive a power cut.
Status assert_settings(Database& database, const StoreSettings& settings) {
  if (Status set = database.run(sql("writer_settings")); !set) return set;
  if (settings.synchronous_normal) return database.run("PRAGMA synchronous = NORMAL");
  const Result<std::string> mode = database.text(sql("journal_mode"));
  if (!mode) return std::unexpected(mode.error());
  const Result<std::int64_t> synchronous = database.integer(sql("synchronous"));
  if (!synchronous) return std::unexpected(synchronous.error());
  if (*mode != "wal" || *synchronous != 2) {
    return store_error(database.file(), "所在的磁盘不支持安全写入（WAL 与 FULL 同步），不予打开",
                       "lies on a disk without safe writing (WAL and full sync) and is not opened");
  }
  return {};
}

// Ours, and not from a newer program.
Status assert_ours(Database& database) {
  const Result<std::int64_t> id = database.integer(sql("application_id"));
  if (!id) return std::unexpected(id.error());
  const Result<std::int64_t> version = database.integer(sql("user_version"));
  if (!version) return std::unexpected(version.error());
  if (*id != kApplicationId || *version < 1) {
    return store_error(database.file(), "不是安薪指挥台的存储文件", "is not a store of this program");
  }
  if (*version > kSchemaVersion) {
    return store_error(
        database.file(),
        fmt::format("由更新版本的程序建立（格式 {}，本程序识别到 {}），请升级程序", *version, kSchemaVersion),
        fmt::format("was made by a newer program (format {}, this one knows up to {}); upgrade first",
                    *version, kSchemaVersion));
  }
  return {};
}

// SpatiaLite's functions say failure by a number that a script does not see.
Status assert_layers(Database& database) {
  constexpr std::int64_t kLayers = 6;
  const Result<std::int64_t> layers = database.integer(sql("spatial_layers"));
  if (!layers) return std::unexpected(layers.error());
  if (*layers == kLayers) return {};
  return fail(ErrorCode::Store, "无法建立空间图层。", "The spatial layers could not be made.");
}

// The scripts that lead from a format to the present one, in their order.
std::vector<std::string> scripts_from(std::int64_t version) {
  std::vector<std::string> scripts;
  if (version < 2) scripts.emplace_back(sql_file("0002_records.sql"));
  if (version < 3) scripts.emplace_back(sql_file("0003_operations.sql"));
  return scripts;
}

// A store of an older format becomes one of the present in one transaction, whoever comes first.
Status migrate(Database& database) {
  Result<Transaction> transaction = Transaction::begin(database);
  if (!transaction) return std::unexpected(transaction.error());
  const Result<std::int64_t> version = database.integer(sql("user_version"));
  if (!version) return std::unexpected(version.error());
  if (*version >= kSchemaVersion) return {};
  for (const std::string& script : scripts_from(*version)) {
    if (Status made = database.run(script); !made) return made;
  }
  if (Status layers = assert_layers(database); !layers) return layers;
  if (Status stamped = database.run(sql("stamp")); !stamped) return stamped;
  return transaction->commit();
}

void replace_each(std::string& script, std::string_view what, std::string_view by) {
  for (std::size_t at = script.find(what); at != std::string::npos; at = script.find(what, at + by.size())) {
    script.replace(at, what.size(), by);
  }
}

// Read-only, an older store is left as it is: the tables that it lacks stand empty beside it, in memory.
Status stand_in(Database& database, std::int64_t version) {
  if (Status writable = database.run(sql("allow_writing")); !writable) return writable;
  for (std::string& script : scripts_from(version)) {
    replace_each(script, "\nCREATE TABLE ", "\nCREATE TEMP TABLE ");
    replace_each(script, "\nSELECT ", "\n-- ");  // what registers a layer
    if (Status made = database.run(script); !made) return made;
  }
  return database.run(sql("forbid_writing"));
}

Status bring_up_to_date(Database& database, OpenMode mode) {
  const Result<std::int64_t> version = database.integer(sql("user_version"));
  if (!version) return std::unexpected(version.error());
  if (*version >= kSchemaVersion) return {};
  return mode == OpenMode::ReadWrite ? migrate(database) : stand_in(database, *version);
}

// A file in WAL mode on a read-only disk can be read only when told that nobody writes it.
Result<Database> open_read_only(const fs::path& file, const StoreSettings& settings) {
  Database::Options options{
      .read_only = true, .busy_timeout_ms = settings.busy_timeout_ms, .vfs = settings.vfs};
  Result<Database> database = Database::open(file, options);
  if (database) {
    const Result<std::int64_t> tables = database->integer(sql("tables"));
    if (tables) return database;
    std::error_code ignored;
    const fs::path wal = file.string() + "-wal";
    if (fs::exists(wal, ignored) && fs::file_size(wal, ignored) > 0) return std::unexpected(tables.error());
  }
  options.immutable = true;
  return Database::open(file, options);
}

Status add_area(Statement& add, std::int64_t pkid, const AreaRow& area, bool of_unit) {
  const std::string shape = area.shape.empty() ? std::string() : area_blob(area.shape);
  add.bind(1, pkid).bind(2, area.code).bind(3, area.name).bind(4, area.name_en);
  if (shape.empty()) {
    add.bind_null(5);
  } else {
    add.bind_blob(5, shape);
  }
  if (of_unit && area.district) {
    add.bind(6, *area.district);
  } else if (of_unit) {
    add.bind_null(6);
  }
  return add.run();
}

// What the store is made with, as the digest of record 0.
std::string creation_digest(const StoreInfo& info) {
  Sm3 hash;
  hash.update(info.simulated ? "simulated\n" : "real\n");
  if (info.exercise) hash.update("exercise\n");
  for (const auto* areas : {&info.districts, &info.supervising_units}) {
    for (const AreaRow& area : *areas) {
      hash.update(
          fmt::format("{}\n{}\n{}\n{}\n", area.code, area.name, area.name_en, area.district.value_or("")));
      hash.update(area.shape.empty() ? std::string() : area_blob(area.shape));
    }
  }
  return to_hex(hash.finish());
}

}  // namespace

Change creation_of(const StoreInfo& info) {
  Change change;
  change.kind = Change::Kind::StoreCreated;
  change.what = info.pack;
  change.digest = creation_digest(info);
  if (info.anchor) change.at = *info.anchor;
  return change;
}

SpatialiteStore::SpatialiteStore(Database database, StoreSettings settings)
    : database_(std::move(database)), settings_(std::move(settings)) {}

SpatialiteStore::~SpatialiteStore() = default;

Result<Statement*> SpatialiteStore::statement(std::string_view name) {
  auto found = statements_.find(name);
  if (found == statements_.end()) {
    Result<Statement> prepared = database_.prepare(sql(name));
    if (!prepared) return std::unexpected(prepared.error());
    found = statements_.emplace(name, std::move(*prepared)).first;
  }
  found->second.reset();
  return &found->second;
}

Status SpatialiteStore::make_schema(const StoreInfo& info) {
  Result<Transaction> transaction = Transaction::begin(database_);
  if (!transaction) return std::unexpected(transaction.error());
  if (Status made = database_.run(sql_file("0001_foundation.sql")); !made) return made;
  for (const std::string& script : scripts_from(1)) {
    if (Status made = database_.run(script); !made) return made;
  }
  if (Status layers = assert_layers(database_); !layers) return layers;
  if (Status stamped = database_.run(sql("stamp")); !stamped) return stamped;
  const Result<Statement*> add_store = statement("add_store");
  if (!add_store) return std::unexpected(add_store.error());
  (*add_store)->bind(1, info.simulated ? 1 : 0).bind(3, info.pack).bind(4, std::string_view(ANXIN_VERSION));
  if (info.anchor) {
    (*add_store)->bind(2, info.anchor->time_since_epoch().count());
  } else {
    (*add_store)->bind_null(2);
  }
  if (Status added = (*add_store)->run(); !added) return added;
  if (info.exercise) {
    if (Status marked = database_.run(sql("add_exercise")); !marked) return marked;
  }
  for (const bool of_unit : {false, true}) {
    const Result<Statement*> add = statement(of_unit ? "add_unit" : "add_district");
    if (!add) return std::unexpected(add.error());
    std::int64_t pkid = 0;
    for (const AreaRow& area : of_unit ? info.supervising_units : info.districts) {
      if (Status added = add_area(**add, ++pkid, area, of_unit); !added) return added;
    }
  }
  const std::string bytes = canonical(creation_of(info));
  const Record record{0, chain(Digest{}, bytes)};
  const Result<Statement*> append_record = statement("append_record");
  if (!append_record) return std::unexpected(append_record.error());
  (*append_record)->bind(1, 0).bind_blob(2, bytes).bind_blob(3, as_bytes(record.digest));
  if (Status appended = (*append_record)->run(); !appended) return appended;
  if (Status committed = transaction->commit(); !committed) return committed;
  publish_head(record);
  return {};
}

Status SpatialiteStore::read_info() {
  Result<Statement*> rows = statement("store");
  if (!rows) return std::unexpected(rows.error());
  const Result<bool> row = (*rows)->next();
  if (!row) return std::unexpected(row.error());
  if (!*row)
    return store_error(database_.file(), "不是安薪指挥台的存储文件", "is not a store of this program");
  info_ = {};
  info_.simulated = (*rows)->integer(0) != 0;
  if (!(*rows)->is_null(1)) info_.anchor = Instant{std::chrono::seconds{(*rows)->integer(1)}};
  info_.pack = (*rows)->text(2);
  (*rows)->reset();
  const Result<std::int64_t> exercise = database_.integer(sql("is_exercise"));
  if (!exercise) return std::unexpected(exercise.error());
  info_.exercise = *exercise > 0;
  for (const bool of_unit : {false, true}) {
    rows = statement(of_unit ? "units" : "districts");
    if (!rows) return std::unexpected(rows.error());
    while (true) {
      const Result<bool> more = (*rows)->next();
      if (!more) return std::unexpected(more.error());
      if (!*more) break;
      AreaRow area{std::string((*rows)->text(0)),
                   std::string((*rows)->text(1)),
                   std::string((*rows)->text(2)),
                   {},
                   {}};
      if (!(*rows)->is_null(3)) {
        Result<MultiPolygon> shape = area_from_blob((*rows)->blob(3));
        if (!shape) return std::unexpected(shape.error());
        area.shape = std::move(*shape);
      }
      if (of_unit && !(*rows)->is_null(4)) area.district = std::string((*rows)->text(4));
      (of_unit ? info_.supervising_units : info_.districts).push_back(std::move(area));
    }
  }
  return {};
}

Status SpatialiteStore::check_index_and_head() {
  const Result<std::optional<StoreNotice>> fault = index_fault(database_);
  if (!fault) return std::unexpected(fault.error());
  if (*fault && settings_.mode == OpenMode::ReadWrite) {
    if (Status rebuilt = rebuild_index(database_); !rebuilt) return rebuilt;
    notices_.push_back({(*fault)->zh + "已重建。", (*fault)->en + " It was rebuilt."});
  } else if (*fault) {
    notices_.push_back(**fault);
  }
  const Result<std::vector<StoreNotice>> layers = operation_index_faults(database_);
  if (!layers) return std::unexpected(layers.error());
  const bool rebuilt = !layers->empty() && settings_.mode == OpenMode::ReadWrite;
  if (rebuilt) {
    Result<Transaction> transaction = Transaction::begin(database_);
    if (!transaction) return std::unexpected(transaction.error());
    if (Status done = database_.run(sql("operation_layers_anew")); !done) return done;
    if (Status done = transaction->commit(); !done) return done;
  }
  for (const StoreNotice& layer : *layers) {
    notices_.push_back(
        {layer.zh + (rebuilt ? "已重建。" : ""), layer.en + (rebuilt ? " It was rebuilt." : "")});
  }
  const Result<Record> record = head();
  if (!record) return std::unexpected(record.error());
  const Result<std::optional<Head>> outside = read_head(database_.file());
  if (!outside || (*outside && (*outside)->revision > record->revision)) {
    notices_.push_back({"流水与存储外的流水头不符，请运行 anxin verify。",
                        "The journal disagrees with its head outside the store; run anxin verify."});
  } else if (!*outside) {
    notices_.push_back(
        {"存储外没有流水头文件，无法发现流水尾部被截断。",
         "There is no head file beside the store: a cut tail of the journal would not be found."});
  }
  return {};
}

Result<std::unique_ptr<SpatialiteStore>> create_spatialite(const fs::path& file, const StoreInfo& info,
                                                           const StoreSettings& settings) {
  std::error_code ignored;
  if (fs::is_directory(file, ignored))
    return store_error(file, "是文件夹，不是存储文件", "is a folder, not a store");
  if (settings.vfs.empty() && fs::exists(file, ignored) && fs::file_size(file, ignored) > 0) {
    return store_error(file, "已经存在，不会覆盖", "exists already and is not overwritten");
  }
  if (!file.parent_path().empty() && !fs::is_directory(file.parent_path(), ignored)) {
    return store_error(file, "所在的文件夹不存在", "lies in a folder that does not exist");
  }
  Result<Database> database = Database::open(
      file, {.create = true, .busy_timeout_ms = settings.busy_timeout_ms, .vfs = settings.vfs});
  if (!database) return std::unexpected(database.error());
  if (Status set = assert_settings(*database, settings); !set) return std::unexpected(set.error());
  auto store = std::make_unique<SpatialiteStore>(std::move(*database), settings);
  if (Status made = store->make_schema(info); !made) return std::unexpected(made.error());
  if (Status read = store->read_info(); !read) return std::unexpected(read.error());
  return store;
}

Result<std::unique_ptr<SpatialiteStore>> open_spatialite(const fs::path& file,
                                                         const StoreSettings& settings) {
  std::error_code ignored;
  if (fs::is_directory(file, ignored))
    return store_error(file, "是文件夹，不是存储文件", "is a folder, not a store");
  if (settings.vfs.empty() && !fs::exists(file, ignored))
    return store_error(file, "不存在", "does not exist");
  const bool writes = settings.mode == OpenMode::ReadWrite;
  Result<Database> database =
      writes ? Database::open(file, {.busy_timeout_ms = settings.busy_timeout_ms, .vfs = settings.vfs})
             : open_read_only(file, settings);
  if (!database) return std::unexpected(database.error());
  if (Status ours = assert_ours(*database); !ours) return std::unexpected(ours.error());
  const Status set = writes ? assert_settings(*database, settings) : database->run(sql("reader_settings"));
  if (!set) return std::unexpected(set.error());
  if (Status made = bring_up_to_date(*database, settings.mode); !made) return std::unexpected(made.error());
  auto store = std::make_unique<SpatialiteStore>(std::move(*database), settings);
  if (Status read = store->read_info(); !read) return std::unexpected(read.error());
  if (Status checked = store->check_index_and_head(); !checked) return std::unexpected(checked.error());
  return store;
}

Result<std::unique_ptr<Store>> create_store(const fs::path& file, const StoreInfo& info) {
  return create_spatialite(file, info, {});
}

Result<std::unique_ptr<Store>> open_store(const fs::path& file, OpenMode mode) {
  StoreSettings settings;
  settings.mode = mode;
  return open_spatialite(file, settings);
}

}  // namespace anxin
