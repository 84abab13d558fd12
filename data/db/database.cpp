#include "data/db/database.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <spatialite.h>  // after sqlite3.h, whose types it uses
#include <unistd.h>

#include <system_error>
#include <utility>

namespace anxin {
namespace {

sqlite3_stmt* statement_of(void* p) { return static_cast<sqlite3_stmt*>(p); }

// Whether a store cannot be opened because nothing can be written beside it (WAL and shared memory).
bool lies_where_nothing_is_written(const std::filesystem::path& file) {
  const std::filesystem::path folder = file.has_parent_path() ? file.parent_path() : ".";
  return access(file.c_str(), F_OK) == 0 &&
         (access(file.c_str(), W_OK) != 0 || access(folder.c_str(), W_OK) != 0);
}

// What the engine's code means for the person in front of the screen.
std::unexpected<Error> sentence(int code, const std::filesystem::path& path, const char* detail) {
  const std::string file = path.filename().string();
  const auto store = [&](std::string_view zh, std::string_view en) {
    return fail(ErrorCode::Store, fmt::format("存储 {} {}。", file, zh),
                fmt::format("The store {} {}.", file, en));
  };
  const auto read_only = [&] {
    return store("或其所在的文件夹是只读的，不能写入", "or its folder is read-only and cannot be written");
  };
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return store("正被另一个程序占用，请稍后再试", "is locked by another program; try again in a moment");
    case SQLITE_FULL:
      return store("所在的磁盘已满，本次改动未保存", "is on a full disk; this change was not saved");
    case SQLITE_READONLY:
      return read_only();
    case SQLITE_CANTOPEN:
      if (lies_where_nothing_is_written(path)) return read_only();
      return store("无法打开", "cannot be opened");
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return store("没有访问权限", "may not be accessed");
    case SQLITE_NOTADB:
      return store("不是安薪指挥台的存储文件", "is not a store of this program");
    case SQLITE_CORRUPT:
      return store("已损坏，请用备份恢复", "is damaged; restore it from a backup");
    case SQLITE_IOERR:
      return store("读写磁盘时出错，本次改动未保存", "met a disk error; this change was not saved");
    case SQLITE_NOMEM:
      return store("打开时内存不足", "could not be served for want of memory");
    case SQLITE_CONSTRAINT:
      return fail(ErrorCode::BadInput, fmt::format("存储拒绝了一个不合规则的值（{}）。", detail),
                  fmt::format("The store refused a value that breaks its rules ({}).", detail));
    default:
      return fail(ErrorCode::Internal, fmt::format("存储语句出错：{}。", detail),
                  fmt::format("A statement of the store failed: {}.", detail));
  }
}

// Path as a file: URI in which ?, # and % cannot be mistaken.
std::string file_uri(const std::filesystem::path& file, bool immutable) {
  std::string uri = "file:";
  for (const char c : file.string()) {
    if (c == '?' || c == '#' || c == '%') {
      uri += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    } else {
      uri.push_back(c);
    }
  }
  if (immutable) uri += "?immutable=1";
  return uri;
}

}  // namespace

struct Database::Connection {
  sqlite3* engine = nullptr;
  void* spatial = nullptr;
  std::filesystem::path file;

  Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() {
    if (engine != nullptr) sqlite3_close_v2(engine);
    if (spatial != nullptr) spatialite_cleanup_ex(spatial);
  }
  [[nodiscard]] std::unexpected<Error> error(int code) const {
    return sentence(code, file, sqlite3_errmsg(engine));
  }
};

Statement::Statement() = default;
Statement::~Statement() { sqlite3_finalize(statement_of(handle_)); }
Statement::Statement(Statement&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
Statement& Statement::operator=(Statement&& other) noexcept {
  std::swap(handle_, other.handle_);
  return *this;
}

Statement& Statement::bind_integer(int at, std::int64_t value) {
  sqlite3_bind_int64(statement_of(handle_), at, value);
  return *this;
}
Statement& Statement::bind(int at, double value) {
  sqlite3_bind_double(statement_of(handle_), at, value);
  return *this;
}
Statement& Statement::bind(int at, std::string_view text) {
  sqlite3_bind_text(statement_of(handle_), at, text.data() != nullptr ? text.data() : "",
                    static_cast<int>(text.size()), SQLITE_STATIC);
  return *this;
}
Statement& Statement::bind_blob(int at, std::string_view bytes) {
  sqlite3_bind_blob(statement_of(handle_), at, bytes.data() != nullptr ? bytes.data() : "",
                    static_cast<int>(bytes.size()), SQLITE_STATIC);
  return *this;
}
Statement& Statement::bind_null(int at) {
  sqlite3_bind_null(statement_of(handle_), at);
  return *this;
}

Result<bool> Statement::next() {
  const int code = sqlite3_step(statement_of(handle_));
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) {
    sqlite3_reset(statement_of(handle_));
    return false;
  }
  sqlite3* engine = sqlite3_db_handle(statement_of(handle_));
  const char* file = sqlite3_db_filename(engine, "main");
  auto error = sentence(code, file != nullptr ? file : "", sqlite3_errmsg(engine));
  sqlite3_reset(statement_of(handle_));
  return error;
}

Status Statement::run() {
  while (true) {
    const Result<bool> row = next();
    if (!row) return std::unexpected(row.error());
    if (!*row) return {};
  }
}

void Statement::reset() { sqlite3_reset(statement_of(handle_)); }

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(statement_of(handle_), column);
}
double Statement::real(int column) const { return sqlite3_column_double(statement_of(handle_), column); }
std::string_view Statement::text(int column) const {
  const auto* p = reinterpret_cast<const char*>(sqlite3_column_text(statement_of(handle_), column));
  if (p == nullptr) return {};
  return {p, static_cast<std::size_t>(sqlite3_column_bytes(statement_of(handle_), column))};
}
std::string_view Statement::blob(int column) const {
  const auto* p = static_cast<const char*>(sqlite3_column_blob(statement_of(handle_), column));
  if (p == nullptr) return {};
  return {p, static_cast<std::size_t>(sqlite3_column_bytes(statement_of(handle_), column))};
}
bool Statement::is_null(int column) const {
  return sqlite3_column_type(statement_of(handle_), column) == SQLITE_NULL;
}
std::optional<std::int64_t> Statement::optional_integer(int column) const {
  if (is_null(column)) return std::nullopt;
  return integer(column);
}

Database::Database() = default;
Database::~Database() = default;
Database::Database(Database&& other) noexcept = default;
Database& Database::operator=(Database&& other) noexcept = default;

Result<Database> Database::open(const std::filesystem::path& file, const Options& options) {
  std::error_code ignored;
  if (std::filesystem::is_directory(file, ignored)) {
    return fail(ErrorCode::Store, fmt::format("{} 是文件夹，不是存储文件。", file.string()),
                fmt::format("{} is a folder, not a store.", file.string()));
  }
  Database database;
  database.connection_ = std::make_unique<Connection>();
  Connection& c = *database.connection_;
  c.file = file;
  int flags = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX;
  flags |= options.read_only || options.immutable ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  if (options.create) flags |= SQLITE_OPEN_CREATE;
  const int code = sqlite3_open_v2(file_uri(file, options.immutable).c_str(), &c.engine, flags,
                                   options.vfs.empty() ? nullptr : options.vfs.c_str());
  if (code != SQLITE_OK) return c.error(code);
  sqlite3_extended_result_codes(c.engine, 1);
  sqlite3_busy_timeout(c.engine, options.busy_timeout_ms);
  if (options.spatial) {
    c.spatial = spatialite_alloc_connection();
    spatialite_init_ex(c.engine, c.spatial, 0);
  }
  return database;
}

Status Database::run(std::string_view script) {
  const char* at = script.data();
  const char* const end = script.data() + script.size();
  while (at < end) {
    sqlite3_stmt* raw = nullptr;
    const int code = sqlite3_prepare_v2(connection_->engine, at, static_cast<int>(end - at), &raw, &at);
    if (code != SQLITE_OK) return connection_->error(code);
    if (raw == nullptr) continue;
    Statement statement;
    statement.handle_ = raw;
    if (Status done = statement.run(); !done) return done;
  }
  return {};
}

Result<Statement> Database::prepare(std::string_view sql) {
  Statement statement;
  sqlite3_stmt* raw = nullptr;
  const int code = sqlite3_prepare_v3(connection_->engine, sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &raw, nullptr);
  if (code != SQLITE_OK) return connection_->error(code);
  statement.handle_ = raw;
  return statement;
}

Result<std::int64_t> Database::integer(std::string_view sql) {
  Result<Statement> statement = prepare(sql);
  if (!statement) return std::unexpected(statement.error());
  const Result<bool> row = statement->next();
  if (!row) return std::unexpected(row.error());
  return *row ? statement->integer(0) : 0;
}

Result<std::string> Database::text(std::string_view sql) {
  Result<Statement> statement = prepare(sql);
  if (!statement) return std::unexpected(statement.error());
  const Result<bool> row = statement->next();
  if (!row) return std::unexpected(row.error());
  return *row ? std::string(statement->text(0)) : std::string();
}

std::int64_t Database::rows_changed() const { return sqlite3_changes64(connection_->engine); }
bool Database::in_transaction() const { return sqlite3_get_autocommit(connection_->engine) == 0; }
const std::filesystem::path& Database::file() const { return connection_->file; }

Result<Transaction> Transaction::begin(Database& database) {
  if (Status begun = database.run("BEGIN IMMEDIATE"); !begun) return std::unexpected(begun.error());
  return Transaction(database);
}

Transaction::~Transaction() {
  if (database_ != nullptr && database_->in_transaction()) (void)database_->run("ROLLBACK");
}

Transaction::Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}

Status Transaction::commit() {
  Status done = database_->run("COMMIT");
  if (done) database_ = nullptr;
  return done;
}

}  // namespace anxin
