// One connection to a database and its prepared statements, thin and without exceptions: what the store is
// written against. SQLite + SpatiaLite stands behind it today; no type of theirs appears here, so that
// PostgreSQL can stand behind it later. Not an ORM, not a pool. Thread: a Database and its Statements belong
// to one thread. Errors: ErrorCode::Store with a sentence that names the file (busy, full, read-only,
// missing, damaged); BadInput when a CHECK or key of the schema refuses a value.
#pragma once
#include <concepts>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "geo/error.hpp"

namespace anxin {

// A prepared statement. Parameters count from 1, columns from 0. Text and blobs bound by view must outlive
// the step. Moves; ends its life before its Database.
class Statement {
 public:
  Statement();
  ~Statement();
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&& other) noexcept;

  template <std::integral T>
  Statement& bind(int at, T value) {
    return bind_integer(at, static_cast<std::int64_t>(value));
  }
  Statement& bind(int at, double value);
  Statement& bind(int at, std::string_view text);
  Statement& bind_blob(int at, std::string_view bytes);
  Statement& bind_null(int at);

  // True while there is a row. After false or an error the statement is reset, its bindings kept.
  [[nodiscard]] Result<bool> next();
  // Steps to the end, rows discarded, and resets.
  [[nodiscard]] Status run();
  void reset();

  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] double real(int column) const;
  [[nodiscard]] std::string_view text(int column) const;  // until the next step
  [[nodiscard]] std::string_view blob(int column) const;  // until the next step
  [[nodiscard]] bool is_null(int column) const;
  [[nodiscard]] std::optional<std::int64_t> optional_integer(int column) const;

 private:
  friend class Database;
  Statement& bind_integer(int at, std::int64_t value);
  void* handle_ = nullptr;  // the engine's statement
};

class Database {
 public:
  struct Options {
    bool create = false;  // make the file when it is not there
    bool read_only = false;
    bool immutable = false;  // read-only and nobody writes: needs no -wal or -shm beside it
    bool spatial = true;     // load SpatiaLite into the connection
    int busy_timeout_ms = 5000;
    std::string vfs = {};  // empty: the platform's; tests name one that fails on purpose
  };

  Database();
  ~Database();
  Database(Database&& other) noexcept;
  Database& operator=(Database&& other) noexcept;

  [[nodiscard]] static Result<Database> open(const std::filesystem::path& file, const Options& options);
  // Every statement of a script, rows discarded.
  [[nodiscard]] Status run(std::string_view script);
  [[nodiscard]] Result<Statement> prepare(std::string_view sql);
  // The first column of the first row; 0 or empty when there is none.
  [[nodiscard]] Result<std::int64_t> integer(std::string_view sql);
  [[nodiscard]] Result<std::string> text(std::string_view sql);
  [[nodiscard]] std::int64_t rows_changed() const;  // by the latest statement
  [[nodiscard]] bool in_transaction() const;
  [[nodiscard]] const std::filesystem::path& file() const;

 private:
  struct Connection;
  std::unique_ptr<Connection> connection_;
};

// A write transaction (taken at once, so that two writers meet here and not at commit); rolled back unless
// committed.
class Transaction {
 public:
  [[nodiscard]] static Result<Transaction> begin(Database& database);
  ~Transaction();
  Transaction(Transaction&& other) noexcept;
  Transaction& operator=(Transaction&&) = delete;
  // When it fails nothing has been stored.
  [[nodiscard]] Status commit();

 private:
  explicit Transaction(Database& database) : database_(&database) {}
  Database* database_ = nullptr;
};

}  // namespace anxin
