using System.Net;
using System.Text.Json;
using Crm.Actors.EndToEndTests.Support;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Notes;

/// <summary>Notes on a deal: nothing that was written is lost.</summary>
[Collection(SystemTests.Name)]
public sealed class NoteTests(SystemFixture fixture)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Note_EditedTwice_HasAllItsVersions_AlsoAfterARestart()
    {
        var deal = await fixture.Client.CreateDealAsync("noted", "noted-deal");
        var path = $"/api/v1/deals/{deal.Id}/notes";
        var first = await AcceptedAsync(fixture.Client.SendUntilAnsweredAsync(HttpMethod.Post, path, """{"text":"Called.\nCalls back."}""", "noted-1"));
        await AcceptedAsync(fixture.Client.SendUntilAnsweredAsync(HttpMethod.Post, path, """{"text":"Second"}""", "noted-2"));
        var note = $"{path}/{first.Json.GetProperty("id").GetString()}";
        await AcceptedAsync(fixture.Client.SendUntilAnsweredAsync(HttpMethod.Patch, note, """{"text":"Called twice."}""", "noted-3"));
        var edited = await AcceptedAsync(fixture.Other.SendUntilAnsweredAsync(HttpMethod.Patch, note, """{"text":"Called thrice."}""", "noted-4"));
        edited.ETag.ShouldBe("\"3\"");
        (await fixture.Client.SendAsync(HttpMethod.Patch, note, """{"text":"stale"}""", ifMatch: 2)).Status.ShouldBe(HttpStatusCode.PreconditionFailed);

        await fixture.System.Silos[0].KillAsync();
        fixture.System.Silos[0].Start();
        await fixture.System.UntilReadyAsync();
        Texts((await AcceptedAsync(fixture.Client.GetUntilAnsweredAsync(path))).Json).ShouldBe(["Called thrice.", "Second"]);
        Texts((await AcceptedAsync(fixture.Other.GetUntilAnsweredAsync($"{note}/versions"))).Json).ShouldBe(["Called.\nCalls back.", "Called twice.", "Called thrice."]);
        var page = (await AcceptedAsync(fixture.Other.GetUntilAnsweredAsync($"{note}/versions?limit=2"))).Json;
        Texts((await AcceptedAsync(fixture.Other.GetUntilAnsweredAsync($"{note}/versions?limit=2&cursor={page.GetProperty("nextCursor").GetString()}"))).Json).ShouldBe(["Called thrice."]);

        await using var stream = new StreamFollower(fixture.Client, $"/api/v1/deals/{deal.Id}/stream", deal.FeedPosition);
        await Condition.WaitAsync(
            () => stream.Events.Select(static e => e.Event).SequenceEqual(["deal.note.created", "deal.note.created", "deal.note.edited", "deal.note.edited"]),
            Patience,
            () => $"the notes' events, not {string.Join(' ', stream.Events.Select(static e => e.Event))}");
        (await fixture.Client.GetUntilAnsweredAsync($"/api/v1/deals/{deal.Id}")).Version.ShouldBe(1, "A note is no part of the deal's version.");
    }

    private static IEnumerable<string?> Texts(JsonElement page) => page.GetProperty("items").EnumerateArray().Select(static note => note.GetProperty("text").GetString());

    private static async Task<Answer> AcceptedAsync(Task<Answer> sent)
    {
        var answer = await sent;
        answer.IsAccepted.ShouldBeTrue($"{answer}");
        return answer;
    }
}
