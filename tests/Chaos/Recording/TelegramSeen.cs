using Crm.Actors.FakeTelegram.Sent;

namespace Crm.Actors.Chaos.Recording;

/// <summary>What was to be told in Telegram's chats, and what Telegram was asked for.</summary>
/// <param name="Expected">Per chat, in their order, words of each notification that no other message of that chat has.</param>
/// <param name="Requests">All requests to send a message, also those that went wrong, in the order of arrival.</param>
/// <param name="Kills">How often who sends was killed; each may make one message come a second time.</param>
public sealed record TelegramSeen(IReadOnlyDictionary<long, IReadOnlyList<string>> Expected, IReadOnlyList<LedgerEntry> Requests, int Kills);
