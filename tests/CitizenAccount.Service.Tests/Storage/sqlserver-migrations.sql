IF OBJECT_ID(N'[Migrations]') IS NULL
BEGIN
    CREATE TABLE [Migrations] (
        [MigrationId] nvarchar(150) NOT NULL,
        [ProductVersion] nvarchar(32) NOT NULL,
        CONSTRAINT [PK_Migrations] PRIMARY KEY ([MigrationId])
    );
END;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261122032440_Foundation'
)
BEGIN
    CREATE TABLE [AccessRecords] (
        [Id] binary(16) NOT NULL,
        [At] datetime2 NOT NULL,
        [Actor] nvarchar(100) NOT NULL,
        [Roles] nvarchar(200) NOT NULL,
        [Call] nvarchar(200) NOT NULL,
        [HouseholdId] binary(16) NULL,
        [Purpose] int NOT NULL,
        [Reference] nvarchar(100) NOT NULL,
        [LegalBasis] nvarchar(200) NOT NULL,
        [Outcome] int NOT NULL,
        CONSTRAINT [PK_AccessRecords] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261122032440_Foundation'
)
BEGIN
    CREATE TABLE [Cycles] (
        [Month] int NOT NULL,
        [Number] int NOT NULL,
        [State] tinyint NOT NULL,
        [PolicyVersion] nvarchar(32) NOT NULL,
        [PolicyHash] nvarchar(64) NOT NULL,
        [CutOffAt] datetime2 NOT NULL,
        [SealedAt] datetime2 NOT NULL,
        [SealedSequence] bigint NOT NULL,
        [SnapshotHash] varbinary(32) NOT NULL,
        [Households] int NOT NULL,
        [Evaluated] int NOT NULL,
        [EvaluatedThrough] binary(16) NOT NULL,
        [StartedBy] nvarchar(100) NOT NULL,
        [ApprovedBy] nvarchar(100) NULL,
        [PublishedBy] nvarchar(100) NULL,
        [PublishedAt] datetime2 NULL,
        [Publication] int NULL,
        [Version] bigint NOT NULL,
        CONSTRAINT [PK_Cycles] PRIMARY KEY ([Month])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261122032440_Foundation'
)
BEGIN
    CREATE TABLE [Households] (
        [Id] binary(16) NOT NULL,
        [Kind] tinyint NOT NULL,
        [Revision] bigint NOT NULL,
        [CreatedAt] datetime2 NOT NULL,
        [IbanSealed] varbinary(128) NOT NULL,
        [MobileSealed] varbinary(128) NOT NULL,
        CONSTRAINT [PK_Households] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261122032440_Foundation'
)
BEGIN
    CREATE TABLE [Decisions] (
        [Month] int NOT NULL,
        [HouseholdId] binary(16) NOT NULL,
        [FactsSequence] bigint NOT NULL,
        [Eligibility] tinyint NOT NULL,
        [Entitlement] tinyint NOT NULL,
        [Reasons] bigint NOT NULL,
        [Amount] bigint NOT NULL,
        [CountedIncome] bigint NOT NULL,
        [WeightTenths] int NOT NULL,
        [CountedMembers] int NOT NULL,
        CONSTRAINT [PK_Decisions] PRIMARY KEY ([Month], [HouseholdId]),
        CONSTRAINT [FK_Decisions_Cycles_Month] FOREIGN KEY ([Month]) REFERENCES [Cycles] ([Month]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261122032440_Foundation'
)
BEGIN
    CREATE TABLE [HouseholdFacts] (
        [Sequence] bigint NOT NULL,
        [HouseholdId] binary(16) NOT NULL,
        [KnownAt] datetime2 NOT NULL,
        [Facts] varbinary(8000) NOT NULL,
        CONSTRAINT [PK_HouseholdFacts] PRIMARY KEY ([Sequence]),
        CONSTRAINT [FK_HouseholdFacts_Households_HouseholdId] FOREIGN KEY ([HouseholdId]) REFERENCES [Households] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261122032440_Foundation'
)
BEGIN
    CREATE TABLE [Members] (
        [HouseholdId] binary(16) NOT NULL,
        [Position] int NOT NULL,
        [NationalIdIndex] varbinary(32) NOT NULL,
        [IdentitySealed] varbinary(512) NOT NULL,
        CONSTRAINT [PK_Members] PRIMARY KEY ([HouseholdId], [Position]),
        CONSTRAINT [FK_Members_Households_HouseholdId] FOREIGN KEY ([HouseholdId]) REFERENCES [Households] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261122032440_Foundation'
)
BEGIN
    CREATE INDEX [IX_AccessRecords_HouseholdId_At] ON [AccessRecords] ([HouseholdId], [At]);
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261122032440_Foundation'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [IX_Cycles_Publication] ON [Cycles] ([Publication]) WHERE [Publication] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261122032440_Foundation'
)
BEGIN
    CREATE UNIQUE INDEX [IX_HouseholdFacts_HouseholdId_Sequence] ON [HouseholdFacts] ([HouseholdId], [Sequence]);
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261122032440_Foundation'
)
BEGIN
    CREATE INDEX [IX_Members_NationalIdIndex] ON [Members] ([NationalIdIndex]);
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261122032440_Foundation'
)
BEGIN
    INSERT INTO [Migrations] ([MigrationId], [ProductVersion])
    VALUES (N'20261122032440_Foundation', N'10.0.14');
END;

COMMIT;
GO
