using Crm.Actors.EndToEndTests.Auth;
using Crm.Actors.TestKit.Running;

namespace Crm.Actors.EndToEndTests.Attacks;

/// <summary>What an attacker has, and what there is to be found: a victim's deal and address, each with a mark that no request holds.</summary>
public sealed class FuzzTargets
{
    public required Account Attacker { get; init; }

    public required Account Victim { get; init; }

    public required Guid OwnDeal { get; init; }

    public required Guid ForeignDeal { get; init; }

    /// <summary>Where the stream began, as a client can ask for it.</summary>
    public required string FirstEventId { get; init; }

    /// <summary>In the titles of the victim's deals.</summary>
    public required string TitleMark { get; init; }

    /// <summary>In the victim's e-mail address.</summary>
    public required string EmailMark { get; init; }

    public static async Task<FuzzTargets> PrepareAsync(AttackFixture fixture)
    {
        const string Title = "Bait7d41c9";
        const string Email = "prey5b02ee";
        var victim = await fixture.NewAccountAsync(email: $"{Email}@example.com");
        var attacker = await fixture.NewAccountAsync();
        var foreign = await victim.Client.CreateDealAsync($"{Title} 0", "bait");
        var own = await attacker.Client.CreateDealAsync("of the attacker", "own");
        return new()
        {
            Attacker = attacker,
            Victim = victim,
            OwnDeal = own.Id,
            ForeignDeal = foreign.Id,
            FirstEventId = own.FeedPosition![..(own.FeedPosition!.LastIndexOf('-') + 1)] + "0",
            TitleMark = Title,
            EmailMark = Email,
        };
    }

    /// <summary>Lets the victim change its deal, so that there is something to be seen on streams.</summary>
    public Task<Answer> StirAsync(int number) =>
        Victim.Client.SendAsync(HttpMethod.Patch, $"/api/v1/deals/{ForeignDeal}", $$"""{"title":"{{TitleMark}} {{number}}"}""");

    public bool IsLeak(string text) => text.Contains(TitleMark, StringComparison.OrdinalIgnoreCase) || text.Contains(EmailMark, StringComparison.OrdinalIgnoreCase);
}
