using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Notes;
using Crm.Actors.Contracts.Notes.Events;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Notes;
using Crm.Actors.UnitTests.Deals;
using Crm.Actors.UnitTests.Payments;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Notes;

public sealed class NoteRulesTests
{
    private const string Words = "Called.\nCalls back on Monday.";
    private static readonly Guid NoteId = new("0190a000-0000-7000-8000-0000000000c1");
    private static readonly DealView Deal = Given.Deal.View;

    public static TheoryData<string> Events => ["deal.note.created", "deal.note.edited"];

    private static NoteState Note => After(null, NoteRules.Create(NoteId, null, new CreateNote(Given.Context, Given.DealId, Words), Deal));

    [Fact]
    public void Create_OnADeal_HasItsAuthorAndLines()
    {
        var note = Note.View;

        (note.Id, note.Version, note.DealId, note.AuthorId, note.Text, note.CreatedAt).ShouldBe((NoteId, 1, Given.DealId, Given.User, Words, Given.Now.AddMinutes(1)));
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("a\u0007b")]
    public void Create_TextThatIsNone_IsInvalid(string text) => Refused(Create(text, Deal)).Errors.ShouldHaveSingleItem().Pointer.ShouldBe("#/text");

    [Fact]
    public void Create_TooLongOrDealNotSeenOrArchived_IsRefused()
    {
        Create(new string('n', 10_000), Deal).Rejection.ShouldBeNull();
        Refused(Create(new string('n', 10_001), Deal)).Code.ShouldBe(RejectionCode.Invalid);
        Refused(Create("x", null)).Code.ShouldBe(RejectionCode.NotFound);
        Refused(Create("x", Deal with { Archived = true })).Code.ShouldBe(RejectionCode.NotAllowedNow);
    }

    [Fact]
    public void Edit_ByItsAuthor_HasTheNewText()
    {
        var edited = After(Note, Edit("Called twice.", Deal));

        (edited.View.Text, edited.Version, edited.View.UpdatedAt, edited.View.CreatedAt).ShouldBe(("Called twice.", 2, Given.Now.AddMinutes(2), Given.Now.AddMinutes(1)));
        Edit(Words, Deal).Events.ShouldBeEmpty();
        Edit(default, Deal).Events.ShouldBeEmpty();
    }

    [Fact]
    public void Edit_ByAnotherOneOrOnAnotherDeal_IsRefused()
    {
        var other = Given.Context with { Caller = Given.Context.Caller with { UserId = Given.OtherUser } };

        Refused(NoteRules.Edit(Note, new EditNote(other, Given.DealId, "x"), Deal)).Code.ShouldBe(RejectionCode.Forbidden);
        Refused(NoteRules.Edit(Note, new EditNote(Given.Context, GivenPayments.OtherDealId, "x"), Deal with { Id = GivenPayments.OtherDealId })).Code.ShouldBe(RejectionCode.NotFound);
        Refused(NoteRules.Edit(null, new EditNote(Given.Context, Given.DealId, "x"), Deal)).Code.ShouldBe(RejectionCode.NotFound);
        Refused(Edit("x", Deal with { Archived = true })).Code.ShouldBe(RejectionCode.NotAllowedNow);
        Refused(Edit((string?)null, Deal)).Code.ShouldBe(RejectionCode.Invalid);
    }

    [Theory, MemberData(nameof(Events))]
    public void Read_StoredSample_IsTheEventAndWrittenTheSame(string name)
    {
        var codec = new NoteEventCodec();
        var sample = File.ReadAllText(Path.Combine(Folder(), "Samples", $"{name}.v1.json"));
        NoteEvent expected = name == "deal.note.created"
            ? new NoteCreated(NoteId, Given.DealId, Given.User, Words, GivenPayments.DealContext)
            : new NoteEdited(Given.DealId, "Called twice.", GivenPayments.DealContext);

        var read = codec.Read(name, 1, Encoding.UTF8.GetBytes(sample));

        read.ShouldBeEquivalentTo(expected);
        codec.TypeOf(read).ShouldBe((name, (short)1));
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
            codec.Write(read, json);
        JsonNode.DeepEquals(JsonNode.Parse(buffer.WrittenSpan), JsonNode.Parse(sample)).ShouldBeTrue();
    }

    private static Decision<NoteEvent> Create(string text, DealView? deal) => NoteRules.Create(NoteId, null, new CreateNote(Given.Context, Given.DealId, text), deal);

    private static Decision<NoteEvent> Edit(Optional<string?> text, DealView deal) => NoteRules.Edit(Note, new EditNote(Given.Context, Given.DealId, text), deal);

    private static Rejection Refused(Decision<NoteEvent> decision)
    {
        decision.Events.ShouldBeEmpty();
        return decision.Rejection.ShouldNotBeNull();
    }

    private static NoteState After(NoteState? state, Decision<NoteEvent> decision)
    {
        decision.Rejection.ShouldBeNull();
        foreach (var happened in decision.Events)
        {
            var version = (state?.Version ?? 0) + 1;
            state = NoteState.Apply(
                state, new Recorded<NoteEvent>(new Guid((int)version, 0, 0, new byte[8]), version, Given.Now.AddMinutes(version), Given.User, null, happened));
        }

        return state!;
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
