namespace Crm.Actors.Persistence.Migrations;

/// <summary>The database could not be brought to this program's version. The message says which step failed, and holds no secret.</summary>
public sealed class MigrationException(string message, Exception? inner = null) : Exception(message, inner);
