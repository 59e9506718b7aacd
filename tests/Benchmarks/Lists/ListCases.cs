using System.Collections.Immutable;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Grains.Deals;
using Crm.Actors.TestKit.Seed;

namespace Crm.Actors.Benchmarks.Lists;

/// <summary>
/// The filters and orders that are measured over <see cref="MillionDeals"/>: every order with one and two keys, and filters that are
/// common, rare, empty, and at odds with the order (all matches are old, or all at the end of the alphabet).
/// </summary>
public static class ListCases
{
    private static readonly Caller Caller =
        new(new Guid("00000000-0000-7000-8000-000000000001"), ["ROLE_ADMIN"], ImmutableArray<Guid>.Empty, "en", null);

    private static readonly ListDeals All = new(Caller)
    {
        Limit = 200,
    };

    private static readonly ListDeals OfPipeline = All with { PipelineId = DefaultPipeline.Id };

    private static readonly PipelineDefinition Pipeline = DefaultPipeline.Unchanged.Definition with
    {
        CustomFields = [new CustomField("region", "Region", CustomFieldType.Text), new CustomField("score", "Score", CustomFieldType.Number)],
    };

    /// <summary>What a list asks of custom fields, with the types that the seed gives them.</summary>
    public static DealListFields FieldsOf(ListDeals query) =>
        DealListFields.Of(query, Pipeline).Fields ?? throw new InvalidOperationException("A list of the cases is refused.");

    /// <summary>Filters by name.</summary>
    public static ImmutableArray<(string Name, ListDeals Query)> Filters { get; } =
    [
        ("all", All),
        ("archived=false", All with { Archived = false }),
        ("archived=true", All with { Archived = true }),
        ("stage=new", All with { Stage = "new" }),
        ("stage=negotiation", All with { Stage = "negotiation" }),
        ("stage=none", All with { Stage = "none" }),
        ("status=open", All with { Status = DealStatus.Open }),
        ("status=lost", All with { Status = DealStatus.Lost }),
        ("stage=new status=lost", All with { Stage = "new", Status = DealStatus.Lost }),
        ("stage=negotiation status=open archived=false", All with { Stage = "negotiation", Status = DealStatus.Open, Archived = false }),
        ("owner=large", All with { OwnerId = MillionDeals.LargeOwner }),
        ("owner=house", All with { OwnerId = MillionDeals.HouseOwner }),
        ("owner=small", All with { OwnerId = MillionDeals.Owner(7) }),
        ("owner=nobody", All with { OwnerId = Caller.UserId }),
        ("owner=large stage=new", All with { OwnerId = MillionDeals.LargeOwner, Stage = "new" }),
        ("owner=house stage=new status=open", All with { OwnerId = MillionDeals.HouseOwner, Stage = "new", Status = DealStatus.Open }),
        ("owner=house amount>60000", All with { OwnerId = MillionDeals.HouseOwner, MinAmount = 60_000 }),
        ("amount: none", All with { MinAmount = 5_000_000 }),
        ("amount: ten", All with { MinAmount = 440_500 }),
        ("amount: 10k", All with { MinAmount = 250_000 }),
        ("amount: 100k", All with { MinAmount = 1_000, MaxAmount = 2_000 }),
        ("amount: 500k", All with { MinAmount = 5_000 }),
        ("amount<5000", All with { MaxAmount = 5_000 }),
        ("amount>60000 stage=negotiation", All with { MinAmount = 60_000, Stage = "negotiation" }),
        ("amount: 500k status=won", All with { MinAmount = 5_000, Status = DealStatus.Won }),
        ("amount>1000000 stage=negotiation", All with { MinAmount = 1_000_000, Stage = "negotiation" }),
        ("pipeline", OfPipeline),
        ("pipeline stage=negotiation", OfPipeline with { Stage = "negotiation" }),
        ("pipeline=none", All with { PipelineId = MillionDeals.LargeOwner }),
        ("region=emea (40 %)", OfPipeline with { CustomFields = [new("region", "emea", null, null)] }),
        ("region=nowhere", OfPipeline with { CustomFields = [new("region", "nowhere", null, null)] }),
        ("score=500 (0.02 %)", OfPipeline with { CustomFields = [new("score", "500", null, null)] }),
        ("score>=900 (2 %)", OfPipeline with { CustomFields = [new("score", null, "900", null)] }),
        ("score>=500 region=anz stage=new", OfPipeline with { Stage = "new", CustomFields = [new("score", null, "500", null), new("region", "anz", null, null)] }),
        ("score>=900 q=renewal", OfPipeline with { Text = "renewal", CustomFields = [new("score", null, "900", null)] }),
        ("q=renewal (30 %)", All with { Text = "renewal" }),
        ("q=ren (30 %)", All with { Text = "ren" }),
        ("q=partner (33 %)", All with { Text = "partner" }),
        ("q=legacy (20 %, old)", All with { Text = "legacy" }),
        ("q=acme (10 %, A)", All with { Text = "acme" }),
        ("q=zeta (10 %, Z)", All with { Text = "zeta" }),
        ("q=platinum (2 %)", All with { Text = "platinum" }),
        ("q=gold (0.5 %)", All with { Text = "gold" }),
        ("q=zephyr (0.001 %)", All with { Text = "zephyr" }),
        ("q=nothing (0)", All with { Text = "nothing" }),
        ("q=acme renewal (3 %)", All with { Text = "acme renewal" }),
        ("q=zephyr renewal", All with { Text = "zephyr renewal" }),
        ("q=legacy platinum (0.4 %, old)", All with { Text = "legacy platinum" }),
        ("q=legacy status=open", All with { Text = "legacy", Status = DealStatus.Open }),
        ("q=legacy stage=new (0)", All with { Text = "legacy", Stage = "new" }),
        ("q=renewal status=lost archived=true", All with { Text = "renewal", Status = DealStatus.Lost, Archived = true }),
        ("q=platinum stage=negotiation", All with { Text = "platinum", Stage = "negotiation" }),
        ("q=renewal owner=large", All with { Text = "renewal", OwnerId = MillionDeals.LargeOwner }),
        ("q=renewal owner=small", All with { Text = "renewal", OwnerId = MillionDeals.Owner(7) }),
        ("q=legacy owner=house", All with { Text = "legacy", OwnerId = MillionDeals.HouseOwner }),
        ("q=renewal amount: 500k", All with { Text = "renewal", MinAmount = 5_000 }),
        ("q=platinum amount: 10k", All with { Text = "platinum", MinAmount = 250_000 }),
        ("q=legacy amount: ten (0)", All with { Text = "legacy", MinAmount = 440_500 }),
    ];

    /// <summary>Every order with one key and with two.</summary>
    public static ImmutableArray<ImmutableArray<DealSort>> Sorts { get; } =
    [
        .. from field in Fields
           from down in new[] { false, true }
           select ImmutableArray.Create(new DealSort(field, down)),
        .. from first in Fields
           from second in Fields
           where first != second
           from directions in new[] { (false, false), (false, true), (true, false), (true, true) }
           select ImmutableArray.Create(new DealSort(first, directions.Item1), new DealSort(second, directions.Item2)),
    ];

    /// <summary>Orders by custom fields, for lists of a pipeline: by one that few deals have, by one with few values, and as the second key.</summary>
    public static ImmutableArray<ImmutableArray<DealSort>> FieldSorts { get; } =
    [
        [By("score", down: false)],
        [By("score", down: true)],
        [By("region", down: true)],
        [By("score", down: true), new(DealSortField.Title, Descending: false)],
        [By("region", down: false), new(DealSortField.UpdatedAt, Descending: true)],
        [By("region", down: false), By("score", down: true)],
        [new(DealSortField.ExpectedCloseDate, Descending: false), By("score", down: false)],
    ];

    private static IEnumerable<DealSortField> Fields => Enum.GetValues<DealSortField>().Where(static f => f != DealSortField.CustomField);

    private static DealSort By(string key, bool down) => new(DealSortField.CustomField, down) { Key = key };
}
