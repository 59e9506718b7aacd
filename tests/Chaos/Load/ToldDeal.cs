using Crm.Actors.Chaos.Recording;
using Crm.Actors.TestKit.Telegram;

namespace Crm.Actors.Chaos.Load;

/// <summary>A deal that some users are told of, each edit once.</summary>
/// <param name="sender">Sends its edits.</param>
/// <param name="name">Its title, and the beginning of its keys.</param>
/// <param name="chats">The users; up to 50, with whom it can be shared.</param>
internal sealed class ToldDeal(EditSender sender, string name, IReadOnlyList<LinkedChat> chats)
{
    private const string Path = "/api/v1/deals";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly List<string> _words = [];
    private Guid _id;

    public IReadOnlyList<LinkedChat> Chats => chats;

    /// <summary>Words of each notification so far, the same for all users, which no other notification has.</summary>
    public IReadOnlyList<string> Words => _words;

    /// <summary>Makes it and shares it, of which each user is told.</summary>
    public async Task ShareAsync()
    {
        var created = await SendAsync(EditKind.Create, null, Path, $$"""{"title":"{{name}}"}""", name);
        _id = created.Deal!.Value;
        foreach (var chat in chats)
            await SendAsync(EditKind.Share, _id, $"{Path}/{_id}/share", $$"""{"with":"{{chat.User}}"}""", $"{name}-share-{chat.Id}");
        _words.Add($"shared with you: {name}");
    }

    /// <summary>Loses it, of which all are told, and opens it again, of which nobody is.</summary>
    public async Task LoseAsync()
    {
        var number = _words.Count;
        await SendAsync(EditKind.Lose, _id, $"{Path}/{_id}/lose", $$"""{"reason":"{{name}} no {{number}}"}""", $"{name}-lose-{number}");
        _words.Add($"({name} no {number})");
        await SendAsync(EditKind.Reopen, _id, $"{Path}/{_id}/reopen", null, $"{name}-reopen-{number}");
    }

    private async Task<Answered> SendAsync(EditKind kind, Guid? deal, string path, string? body, string key)
    {
        var answer = await sender.SendAsync(new PlannedEdit(kind, deal, HttpMethod.Post, path, body), key, 0, Patience);
        return answer is { IsAccepted: true } ? answer : throw new InvalidOperationException($"{key} was not accepted: {answer}");
    }
}
