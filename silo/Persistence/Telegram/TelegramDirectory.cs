using Crm.Actors.Grains.Telegram;
using Crm.Actors.Persistence.EventStore;
using Crm.Actors.Persistence.Reading;
using NpgsqlTypes;

namespace Crm.Actors.Persistence.Telegram;

/// <inheritdoc cref="ITelegramDirectory"/>
public sealed class TelegramDirectory(ReaderDatabase database) : ITelegramDirectory
{
    private const string FindSql = "SELECT user_id FROM auth.telegram_links WHERE chat_id = $1";

    private const string FindChatSql = """
        SELECT l.chat_id FROM auth.telegram_links l JOIN auth.users u ON u.id = l.user_id WHERE l.user_id = $1 AND NOT u.disabled
        """;

    /// <inheritdoc/>
    public Task<Guid?> FindAsync(long chatId) => database.ReadAsync(
        FindSql,
        command => command.AddValue(NpgsqlDbType.Bigint, chatId),
        static async (row, cancellation) => await row.ReadAsync(cancellation) ? row.GetGuid(0) : (Guid?)null);

    /// <inheritdoc/>
    public Task<long?> FindChatAsync(Guid userId) => database.ReadAsync(
        FindChatSql,
        command => command.AddValue(NpgsqlDbType.Uuid, userId),
        static async (row, cancellation) => await row.ReadAsync(cancellation) ? row.GetInt64(0) : (long?)null);
}
