using System.Collections.Immutable;

namespace Crm.Actors.FakeTelegram.Chats;

/// <summary>A message in a chat.</summary>
/// <param name="Id">From 1 in each chat.</param>
/// <param name="FromBot">Whether the bot wrote it, and not the person.</param>
/// <param name="Text">What it says.</param>
/// <param name="Buttons">Those under it, from the first row on.</param>
public sealed record ChatMessage(int Id, bool FromBot, string Text, ImmutableArray<ChatButton> Buttons);
