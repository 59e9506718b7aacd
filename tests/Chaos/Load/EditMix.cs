using System.Globalization;
using Crm.Actors.Chaos.Recording;
using Crm.Actors.Contracts.Deals;

namespace Crm.Actors.Chaos.Load;

/// <summary>
/// What one writer does next: mostly patches of different fields and money of payments, now and then a new deal, a move, also to another
/// pipeline while that one changes, or the end of one; and some writers make tasks.
/// </summary>
/// <param name="random">The writer's own.</param>
/// <param name="pool">The deals of all.</param>
/// <param name="payments">The payments of all.</param>
/// <param name="pipelines">Moves to another pipeline; null where there is none.</param>
/// <param name="tasks">Tasks; null for a writer who makes none.</param>
internal sealed class EditMix(Random random, DealPool pool, PaymentPool payments, PipelineMix? pipelines, TaskMix? tasks)
{
    private const int HighestAmount = 1_000_000;

    private static readonly string[] Currencies = ["EUR", "USD", "JPY"];
    private readonly Queue<PlannedEdit> _next = new();

    /// <param name="key">The edit's key, by which the values that it gives are unlike any others.</param>
    public PlannedEdit Next(string key)
    {
        if (_next.TryDequeue(out var planned))
            return planned;
        if (random.Next(100) < 2)
            return Create(key);
        if (tasks is not null && random.Next(100) < 5)
            return tasks.Next(key);
        if (random.Next(100) < 25)
            return Money(key);
        var deal = pool.Any(random);
        if (pipelines is not null && random.Next(100) < 8)
            return pipelines.Next(deal, key);
        return random.Next(100) switch
        {
            < 20 => Patch(deal, $$"""{"title":"{{key}}"}"""),
            < 38 => Patch(deal, $$"""{"client":"{{key}}"}"""),
            < 55 => Patch(deal, $$$"""{"amount":"{{{Amount(out var currency)}}}","currency":"{{{currency}}}","customFields":{"priced":"{{{key}}}"}}"""),
            < 68 => Patch(deal, $$$"""{"customFields":{"k{{{random.Next(5)}}}":"{{{key}}}"}}"""),
            < 75 => Patch(deal, $$"""{"tags":["{{key}}","chaos"]}"""),
            < 88 => Move(deal),
            < 92 => Then(Act(EditKind.Win, deal), Act(EditKind.Reopen, deal)),
            < 96 => Then(Act(EditKind.Lose, deal, $$"""{"reason":"{{key}}"}"""), Act(EditKind.Reopen, deal)),
            _ => Then(Act(EditKind.Archive, deal), Act(EditKind.Restore, deal)),
        };
    }

    public PlannedEdit Create(string key) => new(
        EditKind.Create,
        null,
        HttpMethod.Post,
        "/api/v1/deals",
        $$"""{"title":"{{key}}","amount":"{{Amount(out var currency)}}","currency":"{{currency}}"}""");

    /// <summary>Mostly entries; a payment where there is none, and sometimes else; and what was booked is sometimes taken back.</summary>
    private PlannedEdit Money(string key)
    {
        var what = random.Next(100);
        if (what < 15 || payments.Any(random) is not { } payment)
        {
            var planned = $$"""{"title":"{{key}}","plannedAmount":"{{Amount(out var currency)}}","currency":"{{currency}}"}""";
            return new(EditKind.Payment, null, HttpMethod.Post, $"/api/v1/deals/{pool.Any(random)}/payments", planned);
        }

        if (what < 30 && payments.Take(random) is { } taken)
        {
            var (of, kind, entry) = taken;
            return new(EditKind.Reversal, of, HttpMethod.Delete, $"/api/v1/payments/{of}/{PathOf(kind)}/{entry}", $$"""{"comment":"{{key}}"}""");
        }

        var booked = random.Next(3) == 0 ? EditKind.Expense : EditKind.Income;
        var amount = random.Next(1, HighestAmount).ToString(CultureInfo.InvariantCulture);
        return new(
            booked, payment, HttpMethod.Post, $"/api/v1/payments/{payment}/{PathOf(booked)}", $$"""{"date":"2026-03-01","amount":"{{amount}}","reference":"{{key}}"}""");
    }

    private static string PathOf(EditKind kind) => kind == EditKind.Income ? "incomes" : "expenses";

    private static PlannedEdit Patch(Guid deal, string body) => new(EditKind.Patch, deal, HttpMethod.Patch, $"/api/v1/deals/{deal}", body);

    private static PlannedEdit Act(EditKind kind, Guid deal, string? body = null, string? argument = null) =>
        new(kind, deal, HttpMethod.Post, $"/api/v1/deals/{deal}/{kind.ToString().ToLowerInvariant()}", body, argument);

    private PlannedEdit Move(Guid deal)
    {
        if (pipelines is not null)
            return pipelines.MoveBack(deal);
        var stage = DefaultPipeline.Stages[random.Next(DefaultPipeline.Stages.Length)];
        return Act(EditKind.Stage, deal, $$"""{"stage":"{{stage}}"}""", stage);
    }

    /// <summary>Undoes what closes a deal to the others, most of the time.</summary>
    private PlannedEdit Then(PlannedEdit edit, PlannedEdit undo)
    {
        if (undo.Kind == EditKind.Restore || random.Next(4) > 0)
            _next.Enqueue(undo);
        return edit;
    }

    private string Amount(out string currency)
    {
        currency = Currencies[random.Next(Currencies.Length)];
        return random.Next(HighestAmount).ToString(CultureInfo.InvariantCulture);
    }
}
